using WardOps.Core.History.Ledger;
using WardOps.Core.History.Sums;

namespace WardOps.Tests.History.Sums;

public sealed class SumsCheckTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid s_one = Rounds.IdOf(1);

    [Fact]
    public async Task Every_hour_the_closed_steps_are_compared_once()
    {
        using var run = new SumsRun(s_start);
        await run.RebuildAsync();
        for (var i = 0; i < 4 * 60 * 3; i++)
        {
            run.Live(TimeSpan.FromSeconds(10), Rounds.Up);
            await run.TickAsync();
        }

        // The step of the start is compared on its own account, and once more with its hour.
        var live = run.Store.Asked.Where(a => a.From >= s_start && a.To != s_start + SumsSteps.Step).ToList();
        Assert.NotEmpty(live);
        Assert.All(live.OrderBy(a => a.From).Zip(live.OrderBy(a => a.From).Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From));
        Assert.All(live, a => Assert.InRange(a.To - a.From, SumsSteps.Step, SumsSteps.Hour));
        Assert.Equal(0, run.Check.Current.Differences);
        Assert.InRange(run.Check.Current.StepsCompared, 36, 90);
        Assert.Null(run.Check.Current.Problem);
    }

    [Fact]
    public async Task Rounds_that_waited_unsent_when_WardOps_was_killed_are_counted_when_they_have_arrived()
    {
        using var run = new SumsRun(s_start);
        run.Live(TimeSpan.FromMinutes(118), Rounds.Up);
        var unsent = run.Live(TimeSpan.FromMinutes(12), Rounds.Down, isSent: false);   // killed at 11:10
        run.Start();
        await run.RebuildAsync();
        run.Live(TimeSpan.FromMinutes(6), Rounds.Up);
        Assert.Equal(0, run.Sums.Of(s_one).DownSeconds);

        unsent.ForEach(run.Send);
        run.Check.Touched(unsent[0].At, unsent[^1].Plan.EndsAt);
        Assert.False(run.Sums.Hours.Holds(s_start + SumsSteps.Hour, s_start + (2 * SumsSteps.Hour)));
        await run.TickAsync(60);

        Assert.Equal((124 * 60, 12 * 60), (run.Sums.Of(s_one).UpSeconds, run.Sums.Of(s_one).DownSeconds));
        Assert.Equal((124 * 120, 12 * 120), (run.Sums.Fleet(SumsPeriod.Month, null).UpSeconds, run.Sums.Fleet(SumsPeriod.Month, null).DownSeconds));
        Assert.Equal((run.Check.Current.Differences, 0), (run.Check.Current.Adopted, run.Check.Current.Kept));
        Assert.Equal(300, run.Check.Current.Largest!.Size);
        Assert.Equal(0, run.Check.Waiting);
        Assert.True(run.Sums.Hours.Holds(s_start + SumsSteps.Hour, s_start + (2 * SumsSteps.Hour)));
    }

    [Fact]
    public async Task A_device_that_was_deleted_a_moment_ago_is_compared_and_told_once()
    {
        using var run = new SumsRun(s_start);
        run.Live(TimeSpan.FromHours(1), Rounds.Up);
        run.Start();
        run.Live(TimeSpan.FromMinutes(50), Rounds.Up);
        run.Catalog.Swap([Rounds.Device(1)]);
        run.Live(TimeSpan.FromMinutes(70), Rounds.Up);
        await run.RebuildAsync();
        run.Check.Touched(s_start, s_start + (2 * SumsSteps.Hour));
        await run.TickAsync(40);

        Assert.Equal((0, 0), (run.Check.Current.Differences, run.Check.Waiting));
        Assert.Equal([3600, 3000], Known(1).Concat(Known(2)));
        run.Store.Lose(Rounds.IdOf(2), s_start + SumsSteps.Hour, s_start + SumsSteps.Hour + SumsSteps.Step);
        run.Check.Touched(s_start, s_start + (2 * SumsSteps.Hour));
        await run.TickAsync(40);
        Assert.Equal(300, run.Check.Current.Largest!.KnownHere);
        Assert.Equal([2700], Known(2));

        // It has no steps of the last day any more, and so no place.
        run.Time.Advance(TimeSpan.FromHours(25));
        run.Live(TimeSpan.FromMinutes(10), Rounds.Up);
        Assert.Equal([1], Known(2));

        IEnumerable<int> Known(int device) => run.Sums.SumsOf(s_start + SumsSteps.Hour, s_start + (2 * SumsSteps.Hour))!
            .Where(s => s.DeviceId == Rounds.IdOf(device)).Select(s => s.KnownSeconds);
    }

    [Fact]
    public async Task A_step_that_was_tampered_with_is_found_named_and_taken_from_the_store()
    {
        using var run = new SumsRun(s_start);
        await run.RebuildAsync();
        run.Live(TimeSpan.FromMinutes(20), Rounds.Up);
        Tamper(run, s_start + TimeSpan.FromMinutes(5), up: 30, known: 400);
        await run.TickAsync(20);

        Assert.Equal((1, 1), (run.Check.Current.Differences, run.Check.Current.Adopted));
        Assert.Equal(
            new SumsDifference(s_one, "Device 1", s_start + TimeSpan.FromMinutes(5), SumsSteps.Step, 30, 400, 300, 300, null), run.Check.Current.Largest);
        Assert.Equal((20 * 60, 0), (run.Sums.Of(s_one).UpSeconds, run.Sums.Of(s_one).DownSeconds));
    }

    [Theory]
    [InlineData(RoundFate.Spooled, GapReason.None, "reached")]
    [InlineData(RoundFate.Missing, GapReason.SpoolFull, "SpoolFull")]
    public async Task Where_the_ledger_knows_of_rounds_that_the_store_has_not_memory_stays_and_it_is_said(RoundFate fate, GapReason reason, string why)
    {
        using var run = new SumsRun(s_start);
        await run.RebuildAsync();
        run.Live(TimeSpan.FromMinutes(7), Rounds.Up);
        var lost = Assert.Single(run.Live(Rounds.Interval, Rounds.Up, isSent: false));
        run.Store.Add(lost);
        run.Store.Lose(s_one, lost.At, lost.Plan.EndsAt);
        if (fate == RoundFate.Missing)
        {
            run.Ledger.Missing(lost.At, Rounds.Interval, reason);
        }

        run.Live(TimeSpan.FromMinutes(13) - Rounds.Interval, Rounds.Up);
        await run.TickAsync(20);

        Assert.Equal((1, 0, 1), (run.Check.Current.Differences, run.Check.Current.Adopted, run.Check.Current.Kept));
        Assert.Contains(why, run.Check.Current.Largest!.WhyKept, StringComparison.Ordinal);
        Assert.Contains("Device 1, 5 min from 2026-03-04T09:05:00", run.Check.Current.Largest.ToString(), StringComparison.Ordinal);
        Assert.Equal(20 * 60, run.Sums.Of(s_one).UpSeconds);
    }

    [Fact]
    public async Task A_touch_far_back_corrects_the_hour()
    {
        using var run = new SumsRun(s_start);
        run.Live(TimeSpan.FromHours(2), Rounds.Up);
        run.Time.Advance(TimeSpan.FromHours(30));
        run.Start();
        await run.RebuildAsync();
        await run.TickAsync(5);
        var late = Enumerable.Range(0, 60).Select(i => Rounds.At(s_start - SumsSteps.Hour + (i * Rounds.Interval), run.Catalog.Current, Rounds.Down, Rounds.Up)).ToList();
        late.ForEach(run.Send);
        run.Check.Touched(late[0].At, late[^1].Plan.EndsAt);
        await run.TickAsync(5);

        Assert.Equal(600, run.Sums.Fleet(SumsPeriod.Month, null).DownSeconds);
        Assert.Equal(600, Assert.Single(run.Sums.SumsOf(s_start - SumsSteps.Hour, s_start)!, s => s.DeviceId == s_one).KnownSeconds);
        Assert.Equal((2, 2), (run.Check.Current.Differences, run.Check.Current.Adopted));
        Assert.Equal(SumsSteps.Hour, run.Check.Current.Largest!.Length);
    }

    [Fact]
    public async Task A_store_that_is_away_is_said_and_asked_again()
    {
        using var run = new SumsRun(s_start);
        await run.RebuildAsync();
        run.Live(TimeSpan.FromMinutes(20), Rounds.Up);
        run.Store.Refusals = 3;
        await run.TickAsync(2);
        Assert.Equal("The store is away.", run.Check.Current.Problem);
        Assert.Null(run.Check.Current.At);
        Assert.True(run.Check.Waiting > 0);

        await run.TickAsync(10);
        Assert.Null(run.Check.Current.Problem);
        Assert.NotNull(run.Check.Current.At);
        Assert.Equal(0, run.Check.Waiting);
    }

    [Fact]
    public async Task Rounds_that_arrive_while_the_store_answers_are_not_missed()
    {
        using var run = new SumsRun(s_start);
        run.Live(TimeSpan.FromMinutes(40), Rounds.Up);
        var unsent = run.Live(TimeSpan.FromMinutes(5), Rounds.Up, isSent: false);
        run.Start();
        await run.RebuildAsync();
        await run.TickAsync(40);
        Assert.Equal(40 * 60, run.Sums.Of(s_one).UpSeconds);

        run.Check.Touched(unsent[0].At, unsent[^1].Plan.EndsAt);
        await run.TickAsync(2);   // it had nothing new; the answer is on its way when the rest comes
        run.Check.Touched(unsent[0].At, unsent[^1].Plan.EndsAt);
        run.Time.Advance(TimeSpan.FromMinutes(1));
        run.Store.Meanwhile = () =>
        {
            run.Store.Meanwhile = null;
            run.Check.Touched(unsent[0].At, unsent[^1].Plan.EndsAt);
        };
        await run.TickAsync();
        unsent.ForEach(run.Send);
        await run.TickAsync(4);

        Assert.Equal(45 * 60, run.Sums.Of(s_one).UpSeconds);
    }

    [Fact]
    public async Task Without_end_to_the_touching_it_compares_all_the_same()
    {
        using var run = new SumsRun(s_start);
        await run.RebuildAsync();
        run.Live(TimeSpan.FromMinutes(20), Rounds.Up);
        for (var i = 0; i < 60; i++)
        {
            run.Time.Advance(SumsPace.Standard.Tick);
            run.Check.Touched(s_start, s_start + SumsSteps.Step);
            await run.Check.TickAsync(TestContext.Current.CancellationToken);
        }

        // One of them is planned, with its hour.
        Assert.InRange(run.Store.Asked.Count(a => a.From == s_start), 2, 4);
    }

    [Fact]
    public async Task At_most_an_hour_is_asked_for_at_a_time_newest_first()
    {
        using var run = new SumsRun(s_start);
        run.Live(TimeSpan.FromHours(6), Rounds.Up);
        run.Start();
        await run.RebuildAsync();
        run.Time.Advance(TimeSpan.FromMinutes(10));
        run.Store.Asked.Clear();
        run.Check.Touched(s_start - TimeSpan.FromHours(1), s_start + TimeSpan.FromHours(6));
        for (var i = 1; i <= 7; i++)
        {
            await run.TickAsync();
            Assert.Equal(i, run.Store.Asked.Count);
        }

        await run.TickAsync(5);
        Assert.Equal(0, run.Check.Waiting);
        Assert.True(run.Store.Asked.Take(7).SequenceEqual(run.Store.Asked.Take(7).OrderByDescending(a => a.From)));
        Assert.All(run.Store.Asked, a => Assert.InRange(a.To - a.From, SumsSteps.Step, SumsSteps.Hour));
    }

    /// <summary>As a fault of memory would: one device's step is not what came.</summary>
    private static void Tamper(SumsRun run, DateTimeOffset step, int up, int known)
    {
        var number = SumsSteps.StepOf(step);
        var found = run.Sums.Compare(number, 1, byHour: false, []).Single(d => d.DeviceId == s_one);
        run.Sums.Adopt([found with { There = new StepTally(up, known, 0, 0) }], byHour: false);
    }
}
