using System.Globalization;
using WardOps.Core.Calendar;

namespace WardOps.Tests.Calendar;

public sealed class WeeklyScheduleTests
{
    private static readonly WeeklySchedule s_office = Of("Asia/Tbilisi", WeekDays.Workdays, "09:00", "18:00");

    [Theory]
    [InlineData("2026-07-06T04:59:59Z", false)]   // Monday, 08:59:59 in Tbilisi
    [InlineData("2026-07-06T05:00:00Z", true)]
    [InlineData("2026-07-06T13:59:59Z", true)]
    [InlineData("2026-07-06T14:00:00Z", false)]
    [InlineData("2026-07-06T09:00:00+04:00", true)]   // the same instant in any offset
    [InlineData("2026-07-05T08:00:00Z", false)]   // Sunday
    [InlineData("2026-07-10T21:00:00Z", false)]   // Friday in UTC, Saturday 01:00 in Tbilisi
    public void Office_hours_are_those_on_the_wall_of_the_zone(string at, bool within)
        => Assert.Equal(within, s_office.Contains(At(at)));

    [Theory]
    [InlineData("2026-07-10T17:59:00Z", false)]   // Friday 21:59
    [InlineData("2026-07-10T18:00:00Z", true)]    // Friday 22:00
    [InlineData("2026-07-11T01:59:00Z", true)]    // Saturday 05:59: the night of Friday
    [InlineData("2026-07-11T02:00:00Z", false)]
    [InlineData("2026-07-11T18:00:00Z", false)]   // Saturday 22:00 is no workday
    [InlineData("2026-07-06T01:59:00Z", false)]   // Monday 05:59 belongs to the night of Sunday
    public void A_night_belongs_to_the_day_on_which_it_begins(string at, bool within)
        => Assert.Equal(within, Of("Asia/Tbilisi", WeekDays.Workdays, "22:00", "06:00").Contains(At(at)));

    [Theory]
    [InlineData("2026-07-04T23:59:00Z", false)]
    [InlineData("2026-07-05T00:00:00Z", true)]
    [InlineData("2026-07-05T23:59:00Z", true)]
    [InlineData("2026-07-06T00:00:00Z", false)]
    public void Equal_ends_are_a_whole_day(string at, bool within)
        => Assert.Equal(within, Of("UTC", WeekDays.Sunday, "00:00", "00:00").Contains(At(at)));

    [Theory]
    [InlineData("2026-03-29T00:59:00Z", false)]   // 01:59 in Berlin
    [InlineData("2026-03-29T01:00:00Z", false)]   // 03:00: from 02:00 to 03:00 there was nothing
    [InlineData("2026-10-25T00:30:00Z", true)]    // 02:30 for the first time
    [InlineData("2026-10-25T01:30:00Z", true)]    // and for the second
    [InlineData("2026-10-25T02:00:00Z", false)]
    public void An_hour_that_is_skipped_is_none_and_one_that_is_repeated_counts_twice(string at, bool within)
        => Assert.Equal(within, Of("Europe/Berlin", WeekDays.Sunday, "02:00", "03:00").Contains(At(at)));

    [Fact]
    public void Without_hours_it_is_always()
    {
        Assert.True(WeeklySchedule.Always.Contains(At("2026-01-01T00:00:00Z")));
        Assert.True(new WeeklySchedule("Nowhere/Land", default).Contains(At("2026-01-01T00:00:00Z")));
    }

    [Fact]
    public void A_zone_that_got_lost_counts_as_utc()
        => Assert.True(Of("Nowhere/Land", WeekDays.All, "09:00", "10:00").Contains(At("2026-01-01T09:30:00Z")));

    [Theory]
    [InlineData("Asia/Tbilisi")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("Etc/GMT+4")]
    [InlineData("UTC")]
    public void Known_zones_have_no_fault(string zone) => Assert.Empty(Of(zone, WeekDays.All, "09:00", "10:00").Faults());

    [Theory]
    [InlineData("")]
    [InlineData("Nowhere/Land")]
    [InlineData("Georgian Standard Time")]
    [InlineData("../../etc/passwd")]
    [InlineData("Asia/Tbilisi\n")]
    [InlineData("თბილისი")]
    public void Unknown_zones_are_refused_in_words(string zone)
    {
        var fault = Assert.Single(Of(zone, WeekDays.All, "09:00", "10:00").Faults());
        Assert.Contains("Asia/Tbilisi", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var faults = new WeeklySchedule("x", [.. Enumerable.Repeat(new WeekHours(WeekDays.None, default, default), WeeklySchedule.MostHours + 1)]).Faults();

        Assert.Equal(3, faults.Count);
    }

    [Fact]
    public void Every_zone_that_is_offered_can_be_found()
    {
        Assert.Contains("Asia/Tbilisi", Zones.Names);
        Assert.All(Zones.Names, name => Assert.Null(Zones.Fault(name)));
    }

    private static WeeklySchedule Of(string zone, WeekDays days, string from, string to)
        => new(zone, [new WeekHours(days, TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture))]);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
