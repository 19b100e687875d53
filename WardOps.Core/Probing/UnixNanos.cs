namespace WardOps.Core.Probing;

/// <summary>Nanoseconds since the Unix epoch, as the echo loop counts them, and <see cref="DateTimeOffset"/>.</summary>
public static class UnixNanos
{
    public static DateTimeOffset ToTime(long nanos) => DateTimeOffset.UnixEpoch.AddTicks(nanos / 100);

    /// <summary>Null for 0, which means never.</summary>
    public static DateTimeOffset? ToTimeOrNull(long nanos) => nanos == 0 ? null : ToTime(nanos);

    public static long From(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * 100;
}
