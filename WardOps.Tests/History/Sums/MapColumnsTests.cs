using WardOps.Core.History.Sums;

namespace WardOps.Tests.History.Sums;

public sealed class MapColumnsTests
{
    private static readonly TimeZoneInfo s_tbilisi = TimeZoneInfo.CreateCustomTimeZone("+4", TimeSpan.FromHours(4), null, null);

    // Clocks go forward at midnight of 8 March, as they do in some countries, and back at midnight (of summer time) of 25 October.
    private static readonly TimeZoneInfo s_midnight = TimeZoneInfo.CreateCustomTimeZone(
        "midnight", TimeSpan.FromHours(2), null, null, null,
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                new DateTime(2020, 1, 1), new DateTime(2030, 12, 31), TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 0, 0, 0), 3, 8),
                TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 0, 0, 0), 10, 25)),
        ]);

    [Fact]
    public void Hours_are_24_of_the_clock_with_the_current_one()
    {
        var columns = MapColumns.Hours(Utc("2026-03-04T12:34:56Z"));
        Assert.Equal(25, columns.Length);
        Assert.Equal((Utc("2026-03-03T13:00:00Z"), Utc("2026-03-04T13:00:00Z")), (columns[0], columns[^1]));
        Assert.All(columns.Zip(columns.Skip(1)), pair => Assert.Equal(SumsSteps.Hour, pair.Second - pair.First));
    }

    [Fact]
    public void Days_are_those_of_the_zone_with_today()
    {
        // In Tbilisi it is already the fifth.
        var columns = MapColumns.Days(Utc("2026-03-04T22:10:00Z"), s_tbilisi);
        Assert.Equal(31, columns.Length);
        Assert.Equal((Utc("2026-03-04T20:00:00Z"), Utc("2026-03-05T20:00:00Z")), (columns[^2], columns[^1]));
        Assert.Equal(Utc("2026-02-03T20:00:00Z"), columns[0]);
    }

    [Fact]
    public void The_oldest_day_begins_where_memory_does()
    {
        // 23:30 at UTC: 29 days and 24 hours back is an hour more than 720 hours hold; nothing is claimed of it.
        var columns = MapColumns.Days(Utc("2026-03-04T23:30:00Z"), TimeZoneInfo.Utc);
        Assert.Equal(Utc("2026-02-03T00:00:00Z"), columns[0]);
        Assert.InRange((columns[^1] - columns[0]).TotalHours, 719, 720);
    }

    [Fact]
    public void A_day_whose_midnight_does_not_exist_begins_after_it_and_has_23_hours()
    {
        var columns = MapColumns.Days(Utc("2026-03-20T12:00:00Z"), s_midnight);
        var day = Array.IndexOf(columns, Utc("2026-03-07T22:00:00Z"));
        Assert.True(day > 0);
        Assert.Equal(23, (columns[day + 1] - columns[day]).TotalHours);
    }

    [Fact]
    public void A_day_into_which_the_clock_is_set_back_has_25_hours()
    {
        var columns = MapColumns.Days(Utc("2026-11-01T12:00:00Z"), s_midnight);
        Assert.Single(columns.Zip(columns.Skip(1)), pair => (pair.Second - pair.First).TotalHours == 25);
        Assert.True(columns.SequenceEqual(columns.Order()));
    }

    [Fact]
    public void Midnight_within_an_hour_of_utc_takes_the_whole_hour()
        => Assert.Equal(Utc("2026-03-03T18:00:00Z"), MapColumns.Days(Utc("2026-03-04T12:00:00Z"), TimeZoneInfo.CreateCustomTimeZone("+5:30", TimeSpan.FromMinutes(330), null, null))[^2]);

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
