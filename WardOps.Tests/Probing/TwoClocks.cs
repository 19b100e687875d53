namespace WardOps.Tests.Probing;

/// <summary>Both clocks in the hand of the test: time passes on both, and the wall clock alone can be stepped. The odd frequency catches whoever takes ticks for nanoseconds.</summary>
internal sealed class TwoClocks(DateTimeOffset wall) : TimeProvider
{
    private const long Frequency = 25_000_000;
    private DateTimeOffset _wall = wall;
    private long _stamp = 77_000_000_000;

    /// <summary>Time that has passed on the monotonic clock.</summary>
    public TimeSpan Elapsed { get; private set; }

    public override long TimestampFrequency => Frequency;

    public override long GetTimestamp() => _stamp;

    public override DateTimeOffset GetUtcNow() => _wall;

    public void Advance(TimeSpan span)
    {
        _wall += span;
        Elapsed += span;
        _stamp += (long)((Int128)span.Ticks * Frequency / TimeSpan.TicksPerSecond);
    }

    public void StepWall(TimeSpan span) => _wall += span;
}
