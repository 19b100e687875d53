using CsCheck;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Sums;

namespace WardOps.Tests.History.Sums;

public sealed class SumsVerdictTests
{
    private static readonly DateTimeOffset s_from = new(2026, 3, 4, 12, 5, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_to = s_from + SumsSteps.Step;

    [Theory]
    [InlineData(RoundFate.Acknowledged, GapReason.None, true)]
    [InlineData(RoundFate.ReadBack, GapReason.None, true)]
    [InlineData(RoundFate.Issued, GapReason.None, false)]
    [InlineData(RoundFate.Spooled, GapReason.None, false)]
    [InlineData(RoundFate.Missing, GapReason.NotRunning, true)]
    [InlineData(RoundFate.Missing, GapReason.CutShort, true)]
    [InlineData(RoundFate.Missing, GapReason.Blind, true)]
    [InlineData(RoundFate.Missing, GapReason.NothingKnown, true)]
    [InlineData(RoundFate.Missing, GapReason.Skipped, true)]
    [InlineData(RoundFate.Missing, GapReason.Overrun, true)]
    [InlineData(RoundFate.Missing, GapReason.ClockSetBack, false)]
    [InlineData(RoundFate.Missing, GapReason.EncodingFailed, false)]
    [InlineData(RoundFate.Missing, GapReason.SpoolFull, false)]
    [InlineData(RoundFate.Missing, GapReason.SpoolTooOld, false)]
    [InlineData(RoundFate.Missing, GapReason.SpoolBroken, false)]
    [InlineData(RoundFate.Missing, GapReason.Damaged, false)]
    [InlineData(RoundFate.Missing, GapReason.Refused, false)]
    [InlineData(RoundFate.Missing, GapReason.NotReadBack, false)]
    public void One_round_among_acknowledged_ones_decides(RoundFate fate, GapReason reason, bool isAdopted)
    {
        LedgerRun[] runs =
        [
            new(s_from - TimeSpan.FromMinutes(1), Rounds.Interval, 16, RoundFate.Acknowledged),
            new(s_from + TimeSpan.FromSeconds(100), Rounds.Interval, 1, fate, reason),
            new(s_from + TimeSpan.FromSeconds(110), Rounds.Interval, 60, RoundFate.ReadBack),
        ];

        Assert.Equal(isAdopted, SumsVerdict.WhyKeep(s_from, s_to, runs, 30) is null);
    }

    [Fact]
    public void Live_rounds_that_the_ledger_does_not_know_keep_memory()
    {
        LedgerRun[] runs = [new(s_from, Rounds.Interval, 29, RoundFate.Acknowledged)];
        Assert.Contains("ledger", SumsVerdict.WhyKeep(s_from, s_to, runs, 30), StringComparison.Ordinal);
        Assert.Null(SumsVerdict.WhyKeep(s_from, s_to, runs, 29));
    }

    [Fact]
    public void Of_the_time_before_this_process_the_store_alone_knows() => Assert.Null(SumsVerdict.WhyKeep(s_from, s_to, [], 0));

    [Fact]
    public void What_happened_in_other_steps_does_not_count()
    {
        LedgerRun[] runs =
        [
            new(s_from - TimeSpan.FromMinutes(5), Rounds.Interval, 30, RoundFate.Missing, GapReason.Refused),
            new(s_from, Rounds.Interval, 30, RoundFate.Acknowledged),
            new(s_to, Rounds.Interval, 3, RoundFate.Spooled),
        ];
        Assert.Null(SumsVerdict.WhyKeep(s_from, s_to, runs, 30));
    }

    [Fact]
    public void Rounds_within_a_step_are_those_that_begin_in_it() => Gen.Select(Gen.Int[-2000, 2000], Gen.Int[0, 200], Gen.Int[1, 90]).Sample((start, rounds, seconds) =>
    {
        var run = new LedgerRun(s_from + TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(seconds), rounds, RoundFate.Acknowledged);
        var counted = Enumerable.Range(0, rounds).Count(i => run.From + (i * run.Interval) is var at && at >= s_from && at < s_to);
        Assert.Equal(counted, SumsVerdict.RoundsWithin(run, s_from, s_to));
    });

    [Fact]
    public void A_run_without_length_is_nothing()
        => Assert.Equal(0, SumsVerdict.RoundsWithin(new LedgerRun(s_from, TimeSpan.Zero, 5, RoundFate.Acknowledged), s_from, s_to));
}
