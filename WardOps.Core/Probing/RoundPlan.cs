using WardOps.Core.Devices;

namespace WardOps.Core.Probing;

/// <summary>What one round is going to do, fixed when it starts.</summary>
/// <param name="Number">Round number: it starts <c>Number x Interval</c> after the Unix epoch.</param>
/// <param name="Interval">Length of a round.</param>
/// <param name="EchoesPerDevice">Echoes of a device that has no settings of its own.</param>
/// <param name="Catalog">The devices as they were when the round began.</param>
public sealed record RoundPlan(long Number, TimeSpan Interval, int EchoesPerDevice, Catalog Catalog)
{
    /// <summary>Start of the round on the wall clock; every sample of the round carries exactly this time.</summary>
    public DateTimeOffset At => DateTimeOffset.UnixEpoch + (Number * Interval);

    public DateTimeOffset EndsAt => At + Interval;

    /// <summary>How many outcomes of regular echoes the round will bring.</summary>
    public int Expected { get; init; } = Catalog.Probed.Length * EchoesPerDevice;

    /// <summary>Rounds right before this one that were due and did not begin: the clock stepped forward, or the machine stood still.</summary>
    public long SkippedBefore { get; init; }

    /// <summary>End of the round on the monotonic clock, in nanoseconds.</summary>
    public long EndMono { get; init; }

    /// <summary>For how long after its end a round stays open at the least: so long it takes to find out that it cannot be believed.</summary>
    public TimeSpan Doubt { get; init; }

    /// <summary>The clock was set back by so much that its number was given before: it is watched by, and not recorded. See docs/decisions/0019.</summary>
    public bool IsRepeated { get; init; }
}
