using WardOps.Core.Probing.SelfCheck;

namespace WardOps.Core.Status;

/// <summary>The last round that closed.</summary>
/// <param name="Number">Round number.</param>
/// <param name="At">Its aligned start.</param>
/// <param name="ClosedAt">When its last echo ended.</param>
public sealed record RoundMark(long Number, DateTimeOffset At, DateTimeOffset ClosedAt)
{
    /// <summary>Why the round is unknown for every device; clear if it was believed. Not kept over a restart.</summary>
    public Sight Sight { get; init; } = Sight.Clear;

    /// <summary>Why it is unknown for the devices of one address family, where it was believed as a whole. Not kept over a restart.</summary>
    public FamilySights Families { get; init; }
}
