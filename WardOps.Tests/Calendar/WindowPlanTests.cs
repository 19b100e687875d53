using System.Globalization;
using WardOps.Core.Calendar;

namespace WardOps.Tests.Calendar;

/// <summary>Occurrences by hand, over both changes of daylight saving. Dates of the changes: IANA time zone database.</summary>
public sealed class WindowPlanTests
{
    [Theory]
    // 22:00 to 06:00: an hour shorter and an hour longer.
    [InlineData("Europe/Berlin", "2026-03-28", "22:00", 8, "2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24", "22:00", 8, "2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z")]
    [InlineData("America/New_York", "2026-03-07", "22:00", 8, "2026-03-08T03:00:00Z", "2026-03-08T10:00:00Z")]
    [InlineData("America/New_York", "2026-10-31", "22:00", 8, "2026-11-01T02:00:00Z", "2026-11-01T11:00:00Z")]
    // The south: summer ends in April and begins in October.
    [InlineData("Australia/Sydney", "2026-04-04", "22:00", 8, "2026-04-04T11:00:00Z", "2026-04-04T20:00:00Z")]
    [InlineData("Australia/Sydney", "2026-10-03", "22:00", 8, "2026-10-03T12:00:00Z", "2026-10-03T19:00:00Z")]
    // Lord Howe moves by half an hour.
    [InlineData("Australia/Lord_Howe", "2026-04-04", "22:00", 8, "2026-04-04T11:00:00Z", "2026-04-04T19:30:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-03", "22:00", 8, "2026-10-03T11:30:00Z", "2026-10-03T19:00:00Z")]
    // Tbilisi has no daylight saving.
    [InlineData("Asia/Tbilisi", "2026-03-28", "22:00", 8, "2026-03-28T18:00:00Z", "2026-03-29T02:00:00Z")]
    [InlineData("Asia/Tbilisi", "2026-10-24", "22:00", 8, "2026-10-24T18:00:00Z", "2026-10-25T02:00:00Z")]
    // A beginning in the gap is the first instant after it, an end on the wall stays.
    [InlineData("Europe/Berlin", "2026-03-29", "02:30", 2, "2026-03-29T01:00:00Z", "2026-03-29T02:30:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "02:10", 1, "2026-10-03T15:30:00Z", "2026-10-03T16:10:00Z")]
    // An end in the gap too.
    [InlineData("Europe/Berlin", "2026-03-29", "01:30", 1, "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]
    // A time that comes twice is the first of the two, as beginning and as end.
    [InlineData("Europe/Berlin", "2026-10-25", "02:30", 1, "2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "01:30", 1, "2026-10-24T23:30:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("America/New_York", "2026-11-01", "01:00", 1, "2026-11-01T05:00:00Z", "2026-11-01T07:00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "01:45", 1, "2026-04-04T14:45:00Z", "2026-04-04T16:15:00Z")]
    // An hour that is skipped as a whole takes place after the gap; so does one of a day that was skipped.
    [InlineData("Europe/Berlin", "2026-03-29", "02:00", 1, "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z")]
    [InlineData("Pacific/Apia", "2011-12-30", "02:00", 1, "2011-12-30T10:00:00Z", "2011-12-30T11:00:00Z")]
    public void An_occurrence_begins_and_ends_by_the_clock_on_the_wall(string zone, string day, string start, int hours, string from, string to)
    {
        var plan = new RecurringPlan(Recurrence.Daily, Time(start), TimeSpan.FromHours(hours), zone, Day(day), Day(day));

        var occurrence = Assert.Single(plan.Between(At("2000-01-01T00:00:00Z"), At("2099-01-01T00:00:00Z")));

        Assert.Equal(new Occurrence(At(from), At(to)), occurrence);
    }

    [Fact]
    public void A_weekly_plan_begins_on_its_days_within_its_days()
    {
        var plan = Plan(Recurrence.Weekly(WeekDays.Monday | WeekDays.Saturday), "2026-07-01", "2026-07-14");

        Assert.Equal(["2026-07-04", "2026-07-06", "2026-07-11", "2026-07-13"], DaysOf(plan));
    }

    [Theory]
    [InlineData(31, "2026-01-31 2026-02-28 2026-03-31 2026-04-30")]
    [InlineData(15, "2026-01-15 2026-02-15 2026-03-15 2026-04-15")]
    [InlineData(29, "2026-01-29 2026-02-28 2026-03-29 2026-04-29")]
    public void A_day_that_a_month_lacks_is_its_last_one(int day, string expected)
        => Assert.Equal(expected.Split(' '), DaysOf(Plan(Recurrence.MonthlyDay(day), "2026-01-01", "2026-04-30")));

    [Theory]
    [InlineData(1, WeekDays.Sunday, "2026-05-03 2026-06-07")]
    [InlineData(4, WeekDays.Friday, "2026-05-22 2026-06-26")]
    [InlineData(Recurrence.Last, WeekDays.Sunday, "2026-05-31 2026-06-28")]   // the fifth, and the fourth
    public void The_nth_weekday_of_a_month(int which, WeekDays day, string expected)
        => Assert.Equal(expected.Split(' '), DaysOf(Plan(Recurrence.MonthlyWeekday(which, day), "2026-05-01", "2026-06-30")));

    [Fact]
    public void It_changes_where_it_begins_and_where_it_ends()
    {
        var plan = Plan(Recurrence.Weekly(WeekDays.Monday), "2026-07-06", "2026-07-13");   // 08:00 to 09:00 UTC

        Assert.Equal(At("2026-07-06T08:00:00Z"), plan.NextChange(At("2020-01-01T00:00:00Z")));
        Assert.Equal(At("2026-07-06T09:00:00Z"), plan.NextChange(At("2026-07-06T08:00:00Z")));
        Assert.Equal(At("2026-07-13T08:00:00Z"), plan.NextChange(At("2026-07-06T09:00:00Z")));
        Assert.Null(plan.NextChange(At("2026-07-13T09:00:00Z")));
        Assert.False(plan.IsActive(At("2026-07-06T07:59:59.9999999Z")));
        Assert.True(plan.IsActive(At("2026-07-06T08:00:00Z")));
        Assert.True(plan.IsActive(At("2026-07-06T08:59:59.9999999Z")));
        Assert.False(plan.IsActive(At("2026-07-06T09:00:00Z")));
    }

    [Fact]
    public void Where_one_ends_and_the_next_begins_nothing_changes()
    {
        var plan = new RecurringPlan(Recurrence.Daily, Time("08:00"), TimeSpan.FromDays(1), "Europe/Berlin", Day("2026-03-27"), Day("2026-03-30"));

        Assert.Equal(At("2026-03-31T06:00:00Z"), plan.NextChange(At("2026-03-27T07:00:00Z")));
    }

    [Fact]
    public void One_without_end_is_asked_again_and_never_forever()
    {
        var plan = new RecurringPlan(Recurrence.Daily, Time("00:00"), TimeSpan.FromDays(1), "UTC", Day("2026-01-01"), null);

        var change = plan.NextChange(At("2026-06-01T00:00:00Z"));

        Assert.InRange(change!.Value, At("2026-07-01T00:00:00Z"), At("2026-08-01T00:00:00Z"));
        Assert.Null(plan.NextChange(DateTimeOffset.MaxValue - TimeSpan.FromDays(100)));
        Assert.Empty(plan.Between(DateTimeOffset.MinValue, At("2025-12-31T23:59:59Z")));
    }

    [Fact]
    public void A_single_one_is_what_was_said()
    {
        var plan = new OneOffPlan(At("2026-07-01T10:00:00+04:00"), At("2026-07-01T12:00:00+04:00"));

        Assert.Equal(new Occurrence(At("2026-07-01T06:00:00Z"), At("2026-07-01T08:00:00Z")), Assert.Single(plan.Between(At("2026-07-01T07:59:00Z"), At("2026-08-01T00:00:00Z"))));
        Assert.Empty(plan.Between(At("2026-07-01T08:00:00Z"), At("2026-08-01T00:00:00Z")));
        Assert.Empty(plan.Between(At("2026-06-01T08:00:00Z"), At("2026-07-01T06:00:00Z")));
        Assert.Equal(At("2026-07-01T06:00:00Z"), plan.NextChange(At("2024-07-01T00:00:00Z")));
        Assert.Null(plan.NextChange(At("2026-07-01T08:00:00Z")));
    }

    [Theory]
    [InlineData("2026-07-01T10:00:00Z", "2026-07-01T10:00:00Z", "end after")]
    [InlineData("2026-07-01T10:00:00Z", "2028-07-01T10:00:00Z", "disabled")]
    [InlineData("0001-01-02T10:00:00Z", "2028-07-01T10:00:00Z", "years")]
    public void A_single_one_that_cannot_be_is_refused_in_words(string from, string to, string words)
        => Assert.Contains(words, Assert.Single(new OneOffPlan(At(from), At(to)).Faults()), StringComparison.Ordinal);

    [Fact]
    public void All_that_is_wrong_with_a_plan_is_told_at_once()
    {
        var faults = new RecurringPlan(Recurrence.MonthlyDay(32), default, TimeSpan.FromDays(8), "Nowhere", Day("2026-02-01"), Day("2026-01-01")).Faults();

        Assert.Equal(4, faults.Count);
    }

    [Fact]
    public void A_plan_that_never_takes_place_is_refused()
    {
        Assert.Contains("never", Assert.Single(Plan(Recurrence.MonthlyDay(15), "2026-01-16", "2026-02-14").Faults()), StringComparison.Ordinal);
        Assert.Empty(Plan(Recurrence.MonthlyDay(15), "2026-01-16", "2026-02-15").Faults());
        Assert.Single(Plan(Recurrence.Weekly(WeekDays.None), "2026-01-16", null).Faults());
        Assert.Single(Plan(Recurrence.MonthlyWeekday(2, WeekDays.Monday | WeekDays.Friday), "2026-01-16", null).Faults());
        Assert.Single((Plan(Recurrence.Daily, "2026-01-16", null) with { Length = TimeSpan.FromHours(25) }).Faults());
    }

    private static RecurringPlan Plan(Recurrence days, string first, string? last)
        => new(days, Time("08:00"), TimeSpan.FromHours(1), "UTC", Day(first), last is null ? null : Day(last));

    private static IEnumerable<string> DaysOf(WindowPlan plan)
        => plan.Between(At("2000-01-01T00:00:00Z"), At("2099-01-01T00:00:00Z")).Select(o => o.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static TimeOnly Time(string text) => TimeOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
