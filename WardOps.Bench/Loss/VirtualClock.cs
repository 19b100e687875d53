namespace WardOps.Bench.Loss;

/// <summary>A clock that moves when it is told to.</summary>
internal sealed class VirtualClock : TimeProvider
{
    private DateTimeOffset _wall = new(2026, 1, 1, 0, 0, 3, TimeSpan.Zero);
    private long _stamp;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _stamp;

    public override DateTimeOffset GetUtcNow() => _wall;

    public void Advance(TimeSpan span)
    {
        _wall += span;
        _stamp += span.Ticks;
    }
}
