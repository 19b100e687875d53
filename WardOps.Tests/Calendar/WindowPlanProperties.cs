using CsCheck;
using WardOps.Core.Calendar;

namespace WardOps.Tests.Calendar;

/// <summary>What holds for every plan, in zones with every kind of change.</summary>
public sealed class WindowPlanProperties
{
    private static readonly DateOnly s_first = new(2010, 1, 1);

    private static readonly string[] s_zones =
    [
        "Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Tbilisi", "Australia/Lord_Howe",
        "America/Santiago", "Pacific/Apia", "Africa/Casablanca", "Asia/Kathmandu", "UTC",
    ];

    private static readonly Gen<TimeZoneInfo> s_zone = Gen.Int[0, s_zones.Length - 1].Select(i => Zones.FindOrUtc(s_zones[i]));

    private static readonly Gen<DateTime> s_local = Gen.Int[0, 20 * 366 * 24 * 60].Select(m => s_first.ToDateTime(default).AddMinutes(m));

    private static readonly Gen<Recurrence> s_days = Gen.OneOf(
        Gen.Const(Recurrence.Daily),
        Gen.Int[1, 127].Select(d => Recurrence.Weekly((WeekDays)d)),
        Gen.Int[1, 31].Select(Recurrence.MonthlyDay),
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 6], (n, d) => Recurrence.MonthlyWeekday(n, (WeekDays)(1 << d))));

    private static readonly Gen<RecurringPlan> s_plan = Gen.Select(
        s_days, Gen.Int[0, 1439], Gen.Int[1, 1440], Gen.Int[1, 7], s_zone, Gen.Int[0, 6000], Gen.Int[-1, 2000],
        (days, start, minutes, times, zone, first, last) => new RecurringPlan(
            days,
            TimeOnly.MinValue.AddMinutes(start),
            TimeSpan.FromMinutes(minutes * (days.Kind == RecurrenceKind.Daily ? 1 : times)),
            zone.Id,
            s_first.AddDays(first),
            last < 0 ? null : s_first.AddDays(first + last)));

    private static readonly Gen<DateTimeOffset> s_at = s_local.Select(l => new DateTimeOffset(l, TimeSpan.Zero));

    [Fact]
    public void The_instant_of_a_time_is_the_first_at_which_the_wall_shows_it_or_the_end_of_a_gap()
        => Gen.Select(s_zone, s_local).Sample((zone, local) =>
        {
            var at = LocalTimes.InstantOf(local, zone);
            var shown = LocalTimes.Of(at, zone);
            var before = LocalTimes.Of(at.AddSeconds(-1), zone);
            Assert.True(shown >= local, $"{shown:s} is before it");
            Assert.True(before < local, $"a second before it was {before:s} already");
            Assert.True(shown == local || zone.IsInvalidTime(local) || shown - local <= TimeSpan.FromDays(1), $"{shown:s} is not {local:s}");
            Assert.Equal(zone.IsInvalidTime(local), shown != local);
        });

    [Fact]
    public void The_instant_of_a_later_time_is_never_earlier()
        => Gen.Select(s_zone, s_local, Gen.Int[1, 3000]).Sample((zone, local, minutes) =>
            Assert.True(LocalTimes.InstantOf(local, zone) <= LocalTimes.InstantOf(local.AddMinutes(minutes), zone)));

    [Fact]
    public void Occurrences_come_in_order_last_and_overlap_what_was_asked()
        => Gen.Select(s_plan, s_at, Gen.Int[1, 90 * 1440]).Sample((plan, from, minutes) =>
        {
            var to = from.AddMinutes(minutes);
            var all = plan.Between(from, to).ToList();
            Assert.All(all, o => Assert.True(o.From < o.To && o.From < to && o.To > from));
            Assert.Equal(all.OrderBy(o => o.From), all);
            Assert.All(all, o => Assert.True((o.Length - plan.Length).Duration() <= TimeSpan.FromHours(25)));
        });

    [Fact]
    public void A_range_in_two_parts_has_the_same_occurrences_as_the_whole()
        => Gen.Select(s_plan, s_at, Gen.Int[1, 60 * 1440], Gen.Int[1, 60 * 1440]).Sample((plan, from, one, two) =>
        {
            var (middle, to) = (from.AddMinutes(one), from.AddMinutes(one + two));
            Assert.Equal(plan.Between(from, to), plan.Between(from, middle).Concat(plan.Between(middle, to)).Distinct().OrderBy(o => o.From));
        });

    [Fact]
    public void Whether_it_is_active_changes_at_the_next_change_and_not_before()
        => Gen.Select(s_plan, s_at, Gen.Double[0, 1]).Sample((plan, at, share) =>
        {
            var isActive = plan.IsActive(at);
            if (plan.NextChange(at) is not { } change)
            {
                Assert.False(isActive);
                Assert.Empty(plan.Between(at, at.AddYears(3)));
                return;
            }

            Assert.True(change > at);
            Assert.Equal(isActive, plan.IsActive(at + ((change - at) * share * 0.999999)));
            Assert.Equal(isActive, plan.IsActive(change.AddTicks(-1)));
            Assert.True(plan.IsActive(change) != isActive || (isActive && change - at > TimeSpan.FromDays(30)));
        });

    [Fact]
    public void Every_plan_that_is_made_here_is_valid_or_never_takes_place()
        => s_plan.Sample(plan => Assert.All(plan.Faults(), f => Assert.Contains("never", f, StringComparison.Ordinal)));

    [Fact]
    public void Every_day_of_it_has_one_occurrence_that_begins_at_its_time_on_the_wall()
        => Gen.Select(s_plan, Gen.Int[0, 400]).Sample((plan, after) =>
        {
            var zone = Zones.FindOrUtc(plan.Zone);
            var day = plan.FirstDay.AddDays(after);
            var local = day.ToDateTime(plan.Start);
            var from = LocalTimes.InstantOf(local, zone);
            var isOne = plan.Days.FallsOn(day) && (plan.LastDay is null || day <= plan.LastDay);
            var others = zone.IsInvalidTime(local);   // another day's may be moved to the end of the same gap
            Assert.True(plan.Between(from, from.AddTicks(1)).Any(o => o.From == from) == isOne || others);
        });
}
