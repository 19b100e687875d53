namespace WardOps.Core.Probing;

/// <summary>Both clocks of the echo loop in nanoseconds: the schedule and the timeouts follow the monotonic one, rounds and stamps the wall.</summary>
internal sealed class EchoClock(TimeProvider time)
{
    private const long NanosPerSecond = 1_000_000_000;
    private readonly long _frequency = time.TimestampFrequency;

    /// <summary>Monotonic, from an arbitrary beginning.</summary>
    public long Mono
    {
        get
        {
            var stamp = time.GetTimestamp();
            return _frequency == NanosPerSecond ? stamp : (long)((Int128)stamp * NanosPerSecond / _frequency);
        }
    }

    /// <summary>Since the Unix epoch; it may step in both directions.</summary>
    public long Wall => UnixNanos.From(time.GetUtcNow());

    public static long Nanos(TimeSpan span) => span.Ticks * 100;
}
