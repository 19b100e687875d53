namespace WardOps.Core.Status;

/// <summary>The last round that closed.</summary>
/// <param name="Number">Round number.</param>
/// <param name="At">Its aligned start.</param>
/// <param name="ClosedAt">When its last echo ended.</param>
public sealed record RoundMark(long Number, DateTimeOffset At, DateTimeOffset ClosedAt);
