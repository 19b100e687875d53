namespace WardOps.Core.Calendar;

/// <summary>From the clock on the wall of a zone to instants. Pure but for the zone's rules, of which only the offset at an instant is asked.</summary>
public static class LocalTimes
{
    // An offset is from -12 to +14 hours, so the instant that a wall shows lies within these two of the same figures in UTC.
    private static readonly TimeSpan s_east = TimeSpan.FromHours(14);
    private static readonly TimeSpan s_west = TimeSpan.FromHours(12);

    /// <summary>
    /// The first instant at which the wall shows this time; where daylight saving (or a move over the date line) skips it, the first instant after the
    /// gap. It never goes back: of two times on the wall the later one is not the earlier instant.
    /// </summary>
    /// <param name="local">What the wall shows.</param>
    /// <param name="zone">Where it hangs.</param>
    public static DateTimeOffset InstantOf(DateTime local, TimeZoneInfo zone)
    {
        var figures = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), TimeSpan.Zero);
        var (before, after) = (figures - s_east, figures + s_west);
        var (was, becomes) = (zone.GetUtcOffset(before), zone.GetUtcOffset(after));
        if (zone.GetUtcOffset(figures - was) == was)
        {
            return figures - was;   // also of two: the clock was still on the old offset
        }

        return zone.GetUtcOffset(figures - becomes) == becomes ? figures - becomes : Change(before, after, was, zone);
    }

    /// <summary>Date and time on the wall.</summary>
    public static DateTime Of(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    /// <summary>The first instant at which the offset is another one, to the second.</summary>
    private static DateTimeOffset Change(DateTimeOffset before, DateTimeOffset after, TimeSpan was, TimeZoneInfo zone)
    {
        var (low, high) = (before.ToUnixTimeSeconds(), after.ToUnixTimeSeconds() + 1);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(middle)) == was ? (middle, high) : (low, middle);
        }

        return DateTimeOffset.FromUnixTimeSeconds(high);
    }
}
