using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;

namespace WardOps.Tests.History;

public sealed class HistoryFoldTests
{
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset s_from = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Outages_RangeOfThePastEndsWithinOne_EndsThereAndDoesNotLast()
    {
        var history = Of(seconds: 60, now: s_from.AddHours(1), 1, 1, 0, 0, 0, 0);

        Assert.Equal([new Outage(s_from.AddSeconds(20), s_from.AddSeconds(60))], history.Outages);
    }

    [Fact]
    public void Outages_RangeReachesNow_LastsStill()
    {
        var history = Of(seconds: 60, now: s_from.AddSeconds(61), 1, 1, 0, 0, 0);

        Assert.Equal([new Outage(s_from.AddSeconds(20), null)], history.Outages);
    }

    [Fact]
    public void Outages_GapWithinOne_EndsNothing()
        => Assert.Equal([new Outage(s_from, s_from.AddSeconds(50))], Of(seconds: 60, now: s_from.AddHours(1), 0, -1, -1, 0, -1, 1).Outages);

    [Fact]
    public void Uptime_RoundsUnderWay_AreNotUnknown()
    {
        var history = Of(seconds: 120, now: s_from.AddSeconds(65), 1, 1, 1, 1, 1);   // the round of :50 closes at 61 s and is on its way

        Assert.Equal(new Uptime(50, 0, 0), history.Uptime);
        Assert.Equal(100, history.Uptime.CoveragePercent);
    }

    [Fact]
    public void Uptime_GapInThePast_IsUnknown()
        => Assert.Equal(new Uptime(40, 0, 20), Of(seconds: 60, now: s_from.AddHours(1), 1, 1, -1, -1, 1, 1).Uptime);

    [Fact]
    public void Uptime_NothingKnown_IsNoneAndAllOfItUnknown()
    {
        var history = Of(seconds: 60, now: s_from.AddHours(1));

        Assert.Equal(new Uptime(0, 0, 60), history.Uptime);
        Assert.Null(history.Uptime.Percent);
        Assert.Null(history.Percentiles.P50);
        Assert.All(history.Status, Assert.Null);
    }

    [Fact]
    public void Uptime_RoundsThatDoNotDivideTheRange_CountAsTheRoundsThatBeginInIt()
    {
        // Of seven seconds: they begin at 4, 11, 18, 25 after this hour.
        var cadence = new Cadence(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7));
        using var fold = new HistoryFold(new HistoryRange(s_from, s_from.AddSeconds(30), s_round), Cadences.Always(cadence), s_from.AddHours(1));
        foreach (var second in new[] { 4, 11, 25 })
        {
            fold.Add(At(second, true));
        }

        Assert.Equal(new Uptime(21, 0, 7), fold.End().Uptime);
    }

    [Fact]
    public void Uptime_LongerIntervalAtTheRightEdge_IsWholeWhateverItsTurn()
    {
        // Once a minute, at :20; the clock says 12:03:32, and the round of 12:03:20 has just closed.
        using var fold = new HistoryFold(
            new HistoryRange(s_from, s_from.AddMinutes(4), TimeSpan.FromMinutes(1)), Cadences.Always(new Cadence(s_round, TimeSpan.FromMinutes(1))), s_from.AddSeconds(212));
        foreach (var second in new[] { 20, 80, 140, 200 })
        {
            fold.Add(At(second, second != 80));
        }

        var history = fold.End();
        Assert.Equal(new Uptime(180, 60, 0), history.Uptime);
        Assert.Equal([1, 0, 1, 1], history.Status);
    }

    [Fact]
    public void Uptime_MoreSamplesThanRounds_KeepsTheSharesWithinTheTimeThereIs()
    {
        // Probed every 10 s once, every 60 s today.
        using var fold = new HistoryFold(
            new HistoryRange(s_from, s_from.AddMinutes(2), TimeSpan.FromMinutes(1)), Cadences.Always(new Cadence(s_round, TimeSpan.FromMinutes(1))), s_from.AddHours(1));
        for (var i = 0; i < 12; i++)
        {
            fold.Add(At(10 * i, i >= 3));
        }

        Assert.Equal(new Uptime(90, 30, 0), fold.End().Uptime);
    }

    [Theory]
    [InlineData(30, 10)]
    [InlineData(10, 30)]
    [InlineData(7, 10)]
    [InlineData(60, 1)]
    public void Uptime_RoundsOfAnotherLengthBefore_WeighWhatTheyWere(int was, int now)
    {
        // A change every 210 rounds of before; an outage and a gap lie across it.
        var change = Spans.Ceiling(s_from.AddSeconds(210 * was), TimeSpan.FromSeconds(now));
        var begin = change - (20 * TimeSpan.FromSeconds(was));
        using var fold = Across(begin, change, change.AddSeconds(20 * now), was, now, now: change.AddDays(1));
        for (var i = -20; i < 20; i++)
        {
            if (i is not (-10 or -1 or 0 or 5 or 6))   // two gaps, and one across the change
            {
                fold.Add(new RoundSample((change + (i * TimeSpan.FromSeconds(i < 0 ? was : now))).ToUnixTimeMilliseconds(), i is < -3 or > 2, 1, 0, 0));
            }
        }

        var history = fold.End();
        Assert.Equal(new Uptime((16 * was) + (15 * now), (2 * was) + (2 * now), (2 * was) + (3 * now)), history.Uptime);
        Assert.Equal([new Outage(change.AddSeconds(-3 * was), change.AddSeconds(3 * now))], history.Outages);
    }

    [Fact]
    public void Uptime_JustAfterARestartWithRoundsOfAnotherLength_HasNothingUnknownButTheBreak()
    {
        // Rounds of a minute up to 12:10, none for 30 s, then three of ten seconds, of which the last has just closed.
        var change = s_from.AddSeconds(630);
        using var fold = Across(s_from, change, s_from.AddHours(1), 60, 10, now: change.AddSeconds(31));
        foreach (var second in Enumerable.Range(0, 10).Select(i => 60 * i).Append(630).Append(640).Append(650))
        {
            fold.Add(At(second, true));
        }

        Assert.Equal(new Uptime(630, 0, 60), fold.End().Uptime);   // the round of a minute that was cut short is one
    }

    [Fact]
    public void Uptime_RoundsCountedByTheStore_AreThoseOfTheirCadence()
    {
        var change = s_from.AddMinutes(30);
        using var fold = Across(s_from, change, s_from.AddHours(1), 30, 10, now: s_from.AddDays(1));
        fold.Add(0, s_from, new StepTotals(50, 55, 0, 0, 0, 0, 0, 0));
        fold.Add(0, change, new StepTotals(170, 178, 0, 0, 0, 0, 0, 0));

        Assert.Equal(new Uptime((30 * 50) + 1700, 150 + 80, 150 + 20), fold.End(default, [], [s_from.ToUnixTimeMilliseconds(), change.ToUnixTimeMilliseconds()]).Uptime);
    }

    [Fact]
    public void Steps_OfSeveralRounds_HaveTheWorstStatusAndTheMeans()
    {
        using var fold = new HistoryFold(new HistoryRange(s_from, s_from.AddMinutes(3), TimeSpan.FromMinutes(1)), Cadences.Always(new Cadence(s_round, s_round)), s_from.AddHours(1));
        fold.Add(At(0, true, rtt: 10, loss: 20, jitter: 1));
        fold.Add(At(10, false, rtt: double.NaN, loss: 100));
        fold.Add(At(50, true, rtt: 20, loss: 0, jitter: double.NaN));
        fold.Add(At(120, true, rtt: 0, loss: 0, jitter: 3));

        var history = fold.End();
        Assert.Equal([0, null, 1], history.Status);
        Assert.Equal([15, null, 0], history.RttMs);
        Assert.Equal([40, null, 0], history.LossPercent);
        Assert.Equal([1, null, 3], history.JitterMs);
    }

    [Fact]
    public void Percentiles_AreInterpolatedOverRoundsWithAReplyOnly()
    {
        using var fold = new HistoryFold(new HistoryRange(s_from, s_from.AddMinutes(1), s_round), Cadences.Always(new Cadence(s_round, s_round)), s_from.AddHours(1));
        fold.Add(At(0, true, rtt: 40));
        fold.Add(At(10, false, rtt: 1000));   // whatever stands there: it was not reached
        fold.Add(At(20, true, rtt: 10));
        fold.Add(At(30, true, rtt: 20));
        fold.Add(At(40, true, rtt: 30));
        fold.Add(At(50, true, rtt: 50));

        var (p50, p95, p99) = fold.End().Percentiles;
        Assert.Equal(30, p50);
        Assert.Equal(48, p95!.Value, 9);   // place 3.8 of 10, 20, 30, 40, 50
        Assert.Equal(49.6, p99!.Value, 9);
    }

    [Fact]
    public void Add_OutsideTheRange_SaysNothing()
    {
        using var fold = new HistoryFold(new HistoryRange(s_from, s_from.AddMinutes(1), s_round), Cadences.Always(new Cadence(s_round, s_round)), s_from.AddHours(1));
        fold.Add(At(-10, false));
        fold.Add(At(60, false));

        Assert.Equal(new Uptime(0, 0, 60), fold.End().Uptime);
    }

    private static HistoryFold Across(DateTimeOffset from, DateTimeOffset change, DateTimeOffset to, int was, int today, DateTimeOffset now)
    {
        var policy = new ProbePolicy(TimeSpan.FromSeconds(today), ProbeSettings.Standard, []);
        var lengths = RoundLengths.Of(
            [new LedgerRun(from, TimeSpan.FromSeconds(was), 1, RoundFate.ReadBack), new LedgerRun(change, policy.Interval, 1, RoundFate.ReadBack)], policy.Interval);
        return new HistoryFold(new HistoryRange(from, to, to - from), Cadences.Of(Rounds.Device(1), policy, lengths, from, to), now);
    }

    private static RoundSample At(int second, bool isUp, double rtt = 1, double loss = 0, double jitter = 0)
        => new(s_from.AddSeconds(second).ToUnixTimeMilliseconds(), isUp, rtt, loss, jitter);

    /// <param name="seconds">Length of the range.</param>
    /// <param name="now">The clock.</param>
    /// <param name="rounds">1 up, 0 down, -1 nothing known.</param>
    private static DeviceHistory Of(int seconds, DateTimeOffset now, params int[] rounds)
    {
        using var fold = new HistoryFold(new HistoryRange(s_from, s_from.AddSeconds(seconds), s_round), Cadences.Always(new Cadence(s_round, s_round)), now);
        for (var i = 0; i < rounds.Length; i++)
        {
            if (rounds[i] >= 0)
            {
                fold.Add(At(10 * i, rounds[i] == 1));
            }
        }

        return fold.End();
    }
}
