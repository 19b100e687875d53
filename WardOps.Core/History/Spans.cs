namespace WardOps.Core.History;

/// <summary>Times on the grid of steps, or of rounds, that begin at whole multiples of their length since the Unix epoch.</summary>
internal static class Spans
{
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The last multiple of the step at or before a time.</summary>
    public static DateTimeOffset Floor(DateTimeOffset time, TimeSpan step)
    {
        var ticks = (time - DateTimeOffset.UnixEpoch).Ticks;
        var past = ((ticks % step.Ticks) + step.Ticks) % step.Ticks;
        return DateTimeOffset.UnixEpoch.AddTicks(ticks - past);
    }

    /// <summary>The first multiple of the step at or after a time.</summary>
    public static DateTimeOffset Ceiling(DateTimeOffset time, TimeSpan step)
    {
        var floor = Floor(time, step);
        return floor == time ? floor : floor + step;
    }

    public static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    public static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
