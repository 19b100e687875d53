using WardOps.Core.Devices;

namespace WardOps.Core.Probing;

/// <summary>What one round is going to do, fixed when it starts.</summary>
/// <param name="Number">Round number: it starts <c>Number x Interval</c> after the Unix epoch.</param>
/// <param name="Interval">Length of a round.</param>
/// <param name="EchoesPerDevice">Echoes that every device gets in this round.</param>
/// <param name="Catalog">The devices as they were when the round began.</param>
public sealed record RoundPlan(long Number, TimeSpan Interval, int EchoesPerDevice, Catalog Catalog)
{
    /// <summary>Start of the round on the wall clock; every sample of the round carries exactly this time.</summary>
    public DateTimeOffset At => DateTimeOffset.UnixEpoch + (Number * Interval);

    public DateTimeOffset EndsAt => At + Interval;

    /// <summary>How many outcomes the round will bring.</summary>
    public int Expected => Catalog.Probed.Length * EchoesPerDevice;
}
