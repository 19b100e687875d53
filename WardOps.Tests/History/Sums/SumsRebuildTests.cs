using WardOps.Core.History.Reports;
using WardOps.Core.History.Sums;
using WardOps.Tests.Integration;

namespace WardOps.Tests.History.Sums;

public sealed class SumsRebuildTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid s_one = Rounds.IdOf(1);

    [Fact]
    public async Task Past_and_live_meet_within_a_step_without_a_round_lost_or_counted_twice()
    {
        using var run = new SumsRun(s_start);
        run.Live(TimeSpan.FromMinutes(190), Rounds.Up);
        run.Live(TimeSpan.FromSeconds(130), Rounds.Down);   // 12:12:10 now
        run.Start();
        run.Live(TimeSpan.FromSeconds(50), Rounds.Up);
        await run.RebuildAsync();
        run.Live(TimeSpan.FromMinutes(10), Rounds.Up);

        Assert.Equal((190 * 60) + 50 + 600, run.Sums.Of(s_one).UpSeconds);
        Assert.Equal(130, run.Sums.Of(s_one).DownSeconds);
        Assert.Equal((1, 1), (run.Sums.RebuiltShare, run.Sums.RebuiltMonthShare));
        Assert.Equal(2 * ((190 * 60) + 650), run.Sums.Fleet(SumsPeriod.Month, null).UpSeconds);
    }

    [Fact]
    public async Task Thirty_days_are_asked_for_in_pieces_newest_first()
    {
        using var run = new SumsRun(s_start + TimeSpan.FromMinutes(7));
        await run.RebuildAsync();

        var (steps, hours) = (run.Store.Asked.Where(a => a.Step == SumsSteps.Step).ToList(), run.Store.Asked.Where(a => a.Step == SumsSteps.Hour).ToList());
        Assert.Equal(25, steps.Count);
        Assert.All(steps, a => Assert.InRange(a.To - a.From, TimeSpan.FromTicks(1), SumsSteps.Hour));
        Assert.All(hours, a => Assert.InRange(a.To - a.From, SumsSteps.Hour, SumsRebuild.HoursAtOnce * SumsSteps.Hour));
        Assert.Equal((run.Sums.Start, s_start), (steps[0].To, steps[0].From));
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.Equal(pair.First.From, pair.Second.To));
        Assert.Equal(steps[^2].From, hours[0].To);   // the last hour of the steps is not whole, so it is read as an hour
        Assert.All(hours.Zip(hours.Skip(1)), pair => Assert.Equal(pair.First.From, pair.Second.To));
        Assert.Equal(s_start - (719 * SumsSteps.Hour), hours[^1].From);
    }

    [Fact]
    public async Task A_store_that_is_away_is_asked_until_it_answers_and_the_progress_stands_meanwhile()
    {
        using var run = new SumsRun(s_start);
        run.Live(TimeSpan.FromMinutes(187), Rounds.Up);
        run.Start();
        var shares = new List<double>();
        run.Store.Meanwhile = () => shares.Add(run.Sums.RebuiltShare);
        run.Store.Refusals = 12;
        await run.RebuildAsync();

        Assert.Equal(187 * 60, run.Sums.Of(s_one).UpSeconds);
        Assert.True(shares.SequenceEqual(shares.Order()));
        Assert.Equal(13, shares.Count(s => s == 0));
        Assert.InRange(shares.Distinct().Count(), 24, 26);
    }

    [Fact]
    public async Task Before_the_devices_are_loaded_nothing_is_asked()
    {
        using var run = new SumsRun(s_start);
        run.Live(TimeSpan.FromMinutes(5), Rounds.Up);
        var catalog = new WardOps.Core.Devices.DeviceCatalog();
        var sums = new RollingSums(catalog, WardOps.Core.Devices.ProbePolicy.Default, run.Time);
        using var rebuild = new SumsRebuild(sums, run.Store, catalog, run.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<SumsRebuild>.Instance);
        await rebuild.StartAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 20; i++)
        {
            run.Time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        Assert.Empty(run.Store.Asked);
        catalog.Swap([Rounds.Device(1)]);
        while (sums.RebuiltMonthShare < 1)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
            run.Time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(300, sums.Of(s_one).UpSeconds);
    }

    [Fact]
    public async Task It_can_be_stopped_while_the_store_is_away()
    {
        using var run = new SumsRun(s_start + TimeSpan.FromMinutes(7));
        run.Store.Refusals = int.MaxValue;
        await run.Rebuild.StartAsync(TestContext.Current.CancellationToken);
        await run.Rebuild.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(run.Rebuild.ExecuteTask!.IsCompleted);
        Assert.False(run.Rebuild.ExecuteTask.IsFaulted);
        Assert.Equal(0, run.Sums.RebuiltShare);
    }

    [Fact]
    public async Task A_store_away_for_hours_leaves_no_hole_between_steps_and_hours()
    {
        using var run = new SumsRun(s_start);
        run.Live(TimeSpan.FromHours(30), Rounds.Up);
        run.Start();
        run.Store.Refusals = 1;
        run.Store.Meanwhile = () =>
        {
            run.Store.Meanwhile = null;
            run.Live(TimeSpan.FromHours(5), Rounds.Down);
        };
        await run.RebuildAsync();

        Assert.Equal((19 * 3600) - 300, run.Sums.Of(s_one).UpSeconds, 300.0);
        Assert.Equal(5 * 3600, run.Sums.Of(s_one).DownSeconds);
        Assert.Equal((2 * 30 * 3600, 2 * 5 * 3600), (run.Sums.Fleet(SumsPeriod.Month, null).UpSeconds, run.Sums.Fleet(SumsPeriod.Month, null).DownSeconds));
    }

    [Fact]
    public async Task Of_devices_that_are_gone_memory_knows_that_they_were_and_when_they_come_back_the_rest()
    {
        using var run = new SumsRun(s_start, devices: 3);
        run.Live(TimeSpan.FromHours(2), Rounds.Up);
        run.Catalog.Swap([Rounds.Device(1)]);
        run.Live(TimeSpan.FromHours(1), Rounds.Up);
        run.Start();
        await run.RebuildAsync();
        await run.TickAsync(40);

        Assert.Equal(3 * 3600, run.Sums.Fleet(null).UpSeconds);
        Assert.Equal(0, run.Sums.Of(Rounds.IdOf(2)).UpSeconds);
        var memory = new HoursInMemory(run.Sums);
        Assert.True(memory.Knows(s_start));
        Assert.Equal([(1, 7200), (2, 1), (3, 1)], Known(memory.Sums(s_start, s_start + (2 * SumsSteps.Hour))));
        Assert.Equal([(1, 3600)], Known(memory.Sums(s_start + (2 * SumsSteps.Hour), s_start + (3 * SumsSteps.Hour))));

        run.Catalog.Swap([Rounds.Device(1), Rounds.Device(2)]);
        Assert.False(memory.Knows(s_start));
        Assert.Null(memory.Sums(s_start, s_start + SumsSteps.Hour));
        await run.TickAsync(20);
        Assert.Equal([(1, 7200), (2, 7200), (3, 1)], Known(memory.Sums(s_start, s_start + (2 * SumsSteps.Hour))));

        static IEnumerable<(int, int)> Known(IReadOnlyList<StepSum>? sums) => sums!
            .Select(s => (Enumerable.Range(1, 3).Single(i => Rounds.IdOf(i) == s.DeviceId), s.KnownSeconds)).Order();
    }

    [Fact]
    public void Gone_devices_are_forgotten_with_their_hours_and_more_than_can_be_remembered_are_said()
    {
        var gone = new GoneDevices();
        gone.Add(Rounds.IdOf(1), 1000);
        gone.Add(Rounds.IdOf(2), 1300);
        gone.Add(Rounds.IdOf(1), 580);
        gone.Add(Rounds.IdOf(3), 5);   // too old
        Assert.Equal([Rounds.IdOf(1)], gone.Within(0, 1001));
        Assert.Equal([Rounds.IdOf(2)], gone.Within(1001, 5000));
        gone.MoveTo(1000 + SumsTable.Hours);
        Assert.Equal([Rounds.IdOf(2)], gone.Within(0, 5000));
        Assert.Equal([1300], gone.Remove(Rounds.IdOf(2)));
        Assert.Equal((0, true), (gone.Count, gone.IsComplete));
        for (var i = 0; i <= GoneDevices.Most; i++)
        {
            gone.Add(Rounds.IdOf(i), 2000);
        }

        Assert.Equal((GoneDevices.Most, false), (gone.Count, gone.IsComplete));
    }

    [Fact]
    public async Task A_clock_that_stood_ahead_and_is_set_right_costs_no_past()
    {
        using var run = new SumsRun(s_start);
        run.Live(TimeSpan.FromHours(30), Rounds.Up);
        await run.RebuildAsync();
        var right = run.Now;
        run.Time.AdjustTime(right + TimeSpan.FromDays(3));
        run.Live(TimeSpan.FromMinutes(1), Rounds.Down);
        Assert.Equal(0, run.Sums.Of(s_one).UpSeconds);

        run.Time.AdjustTime(right + TimeSpan.FromMinutes(1));
        run.Live(TimeSpan.FromMinutes(5), Rounds.Up);
        Assert.Equal(1, run.Sums.Generation);
        await Eventually.TrueAsync(() =>
        {
            run.Time.Advance(TimeSpan.FromSeconds(1));
            return run.Sums.Fleet(SumsPeriod.Month, null).UpSeconds > 200_000;
        });

        Assert.Equal(0, run.Sums.Of(s_one).DownSeconds);
        Assert.Equal(2 * ((30 * 3600) + 300), run.Sums.Fleet(SumsPeriod.Month, null).UpSeconds);
        Assert.InRange(run.Sums.Of(s_one).CoveragePercent, 99, 100);
    }

    [Fact]
    public void Rounds_numbered_ahead_of_the_clock_and_late_ones_are_no_reason_to_begin_anew()
    {
        using var run = new SumsRun(s_start);
        run.Live(TimeSpan.FromHours(2), Rounds.Up);
        run.Time.AdjustTime(s_start);   // set back by two hours: numbers go on ahead
        for (var i = 0; i < 60; i++)
        {
            run.Sums.Add(Rounds.At(s_start + TimeSpan.FromHours(2) + (i * Rounds.Interval), run.Catalog.Current, Rounds.Up, Rounds.Up));
            run.Time.Advance(Rounds.Interval);
        }

        Assert.Equal(7800, run.Sums.Of(s_one).UpSeconds);
        run.Time.AdjustTime(s_start + TimeSpan.FromHours(3));
        run.Sums.Add(Rounds.At(s_start - Rounds.Interval, run.Catalog.Current, Rounds.Up, Rounds.Up));
        Assert.Equal((7810, 0), (run.Sums.Of(s_one).UpSeconds, run.Sums.Generation));
    }

    [Fact]
    public async Task Hours_are_told_as_soon_as_they_are_read_and_only_then()
    {
        using var run = new SumsRun(s_start);
        run.Live(TimeSpan.FromHours(30), Rounds.Up);
        run.Time.Advance(TimeSpan.FromMinutes(20));
        run.Start();
        Assert.Equal(run.Sums.Hours.From, run.Sums.Hours.To);
        await run.RebuildAsync();

        // 15:20: the hour under way is not over; before it all is known.
        var now = new DateTimeOffset(2026, 3, 5, 15, 0, 0, TimeSpan.Zero);
        Assert.Equal(new SumsHours(now - TimeSpan.FromHours(719), now), run.Sums.Hours);
        Assert.Equal(
            new StepSum(s_one, now - TimeSpan.FromHours(30), 30 * 3600, 30 * 3600, 0, 30 * 3600 * 12.5),
            Assert.Single(run.Sums.SumsOf(now - TimeSpan.FromHours(30), now)!, s => s.DeviceId == s_one));
        Assert.Empty(run.Sums.SumsOf(now - TimeSpan.FromHours(100), now - TimeSpan.FromHours(50))!);
        Assert.Null(run.Sums.SumsOf(now, now + SumsSteps.Hour));
        Assert.Null(run.Sums.SumsOf(now - TimeSpan.FromHours(720), now));
        Assert.Throws<ArgumentException>(() => run.Sums.SumsOf(now - TimeSpan.FromMinutes(90), now));
    }

    [Fact]
    public async Task The_hour_of_the_start_is_told_once_it_was_compared()
    {
        using var run = new SumsRun(s_start);
        run.Live(TimeSpan.FromMinutes(100), Rounds.Up);   // 10:40
        run.Start();
        await run.RebuildAsync();
        Assert.Equal(s_start + SumsSteps.Hour, run.Sums.Hours.To);
        run.Live(TimeSpan.FromMinutes(30), Rounds.Up);    // 11:10
        Assert.Equal((s_start + TimeSpan.FromHours(2), s_start + TimeSpan.FromHours(2)), (run.Sums.Hours.From, run.Sums.Hours.To));
        await run.TickAsync(3);

        Assert.True(run.Sums.Hours.Holds(s_start, s_start + TimeSpan.FromHours(2)));
        Assert.Equal(7200, Assert.Single(run.Sums.SumsOf(s_start, s_start + TimeSpan.FromHours(2))!, s => s.DeviceId == s_one).KnownSeconds);
        Assert.Equal(0, run.Check.Current.Differences);
    }
}
