namespace WardOps.Core.History.Ledger;

/// <summary>Rounds begin at whole multiples of their length since the Unix epoch.</summary>
internal static class RoundGrid
{
    /// <summary>The first start of a round at or after that moment.</summary>
    public static DateTimeOffset Up(DateTimeOffset time, TimeSpan interval)
    {
        var down = Down(time, interval);
        return down == time ? time : down + interval;
    }

    /// <summary>The start of the round in which that moment lies.</summary>
    public static DateTimeOffset Down(DateTimeOffset time, TimeSpan interval)
    {
        var ticks = (time - DateTimeOffset.UnixEpoch).Ticks;
        return DateTimeOffset.UnixEpoch.AddTicks(ticks - (((ticks % interval.Ticks) + interval.Ticks) % interval.Ticks));
    }
}
