namespace WardOps.Core.Probing.Diagnostics;

/// <summary>What the echo loop did in one stretch of time.</summary>
/// <param name="At">Its end.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="Sent">Echoes that left, of all kinds, per second.</param>
/// <param name="Answered">Answered ones, per second.</param>
/// <param name="Lost">Lost ones, per second.</param>
/// <param name="NotSent">Echoes that could not be sent.</param>
/// <param name="Late">Valid replies after the timeout.</param>
/// <param name="LagP50Ms">Median of how late regular echoes left, in milliseconds.</param>
/// <param name="LagP99Ms">99th percentile of it.</param>
/// <param name="CpuPercent">CPU of the loop's thread, percent of one core; null where the system does not tell.</param>
/// <param name="DoubtedTicks">Ticks that could not be believed.</param>
public sealed record EngineSample(
    DateTimeOffset At,
    double Seconds,
    double Sent,
    double Answered,
    double Lost,
    long NotSent,
    long Late,
    double LagP50Ms,
    double LagP99Ms,
    double? CpuPercent,
    long DoubtedTicks)
{
    /// <summary>Devices that were probed at its end.</summary>
    public int Devices { get; init; }

    /// <summary>From two readings of the counters.</summary>
    internal static EngineSample Between(in EchoCounters was, in EchoCounters now, long[] lagWas, long[] lagNow, DateTimeOffset at, TimeSpan length)
    {
        var seconds = Math.Max(length.TotalSeconds, 0.001);
        return new EngineSample(
            at,
            seconds,
            (Leaving(in now) - Leaving(in was)) / seconds,
            (now.Answered - was.Answered) / seconds,
            (now.Lost - was.Lost) / seconds,
            now.NotSent - was.NotSent,
            now.Late - was.Late,
            LagHistogram.Percentile(lagWas, lagNow, 0.5) / 1e6,
            LagHistogram.Percentile(lagWas, lagNow, 0.99) / 1e6,
            now.CpuNs > 0 ? (now.CpuNs - was.CpuNs) / seconds / 1e7 : null,
            now.BlindTicks - was.BlindTicks);
    }

    private static long Leaving(in EchoCounters counters) => counters.Sent + counters.Confirming + counters.Sentinels + counters.OnDemand;
}
