namespace WardOps.Core.History.Sums;

/// <summary>Where the columns of a heat map begin. Pure.</summary>
internal static class MapColumns
{
    /// <summary>24 hours of the clock, the current one included.</summary>
    /// <returns>Their starts, oldest first, and the end of the last.</returns>
    public static DateTimeOffset[] Hours(DateTimeOffset now)
    {
        var current = SumsSteps.HourOf(now);
        return [.. Enumerable.Range(-23, 25).Select(i => SumsSteps.StartOfHour(current + i))];
    }

    /// <summary>
    /// 30 days of the calendar, today included. Memory knows hours of UTC: where midnight lies within one, the day begins with it.
    /// </summary>
    /// <returns>Their starts, oldest first, and the end of the last.</returns>
    public static DateTimeOffset[] Days(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        var oldest = SumsSteps.StartOfHour(SumsSteps.HourOf(now) - SumsTable.Hours + 1);
        var starts = Enumerable.Range(-29, 31).Select(i => Midnight(today.AddDays(i), zone)).ToArray();
        // Memory begins in the middle of the oldest day.
        starts[0] = starts[0] < oldest ? oldest : starts[0];
        return starts;
    }

    private static DateTimeOffset Midnight(DateTime day, TimeZoneInfo zone)
    {
        // Where clocks are set forward at midnight, the day begins later; where they are set back to it, with the first of two midnights.
        var local = day;
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return SumsSteps.StartOfHour(SumsSteps.HourOf(new DateTimeOffset(local, offset)));
    }
}
