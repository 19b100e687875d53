using WardOps.Core.History.Ledger;

namespace WardOps.Tests.History.Ledger;

public sealed class LedgerRulesTests
{
    private static readonly RoundFate[] s_forward = [RoundFate.Issued, RoundFate.Spooled, RoundFate.Acknowledged, RoundFate.ReadBack];

    [Fact]
    public void A_round_goes_forward_and_never_back()
    {
        foreach (var was in s_forward)
        {
            foreach (var next in s_forward)
            {
                Assert.Equal(next > was, LedgerRules.MayBecome(was, GapReason.None, next, GapReason.None));
            }
        }
    }

    [Fact]
    public void A_missing_round_is_healed_by_a_replay_whatever_its_reason()
    {
        foreach (var reason in Enum.GetValues<GapReason>().Where(r => r != GapReason.None))
        {
            Assert.All(s_forward.Skip(1), next => Assert.True(LedgerRules.MayBecome(RoundFate.Missing, reason, next, GapReason.None)));
        }
    }

    [Theory]
    [InlineData(RoundFate.Issued, GapReason.CutShort, true)]
    [InlineData(RoundFate.Issued, GapReason.Blind, true)]
    [InlineData(RoundFate.Spooled, GapReason.SpoolFull, true)]
    [InlineData(RoundFate.Spooled, GapReason.Refused, true)]
    [InlineData(RoundFate.Spooled, GapReason.CutShort, false)]
    [InlineData(RoundFate.Spooled, GapReason.Overrun, false)]
    [InlineData(RoundFate.Spooled, GapReason.NotRunning, false)]
    [InlineData(RoundFate.Acknowledged, GapReason.SpoolTooOld, false)]
    [InlineData(RoundFate.Acknowledged, GapReason.ClockSetBack, false)]
    [InlineData(RoundFate.Acknowledged, GapReason.NotReadBack, true)]
    [InlineData(RoundFate.ReadBack, GapReason.SpoolFull, false)]
    [InlineData(RoundFate.ReadBack, GapReason.ClockSetBack, false)]
    [InlineData(RoundFate.ReadBack, GapReason.NotReadBack, true)]
    public void A_round_goes_missing_only_by_who_can_know(RoundFate was, GapReason reason, bool may)
        => Assert.Equal(may, LedgerRules.MayBecome(was, GapReason.None, RoundFate.Missing, reason));

    [Theory]
    [InlineData(GapReason.NotRunning, GapReason.CutShort, true)]
    [InlineData(GapReason.Overrun, GapReason.Blind, true)]
    [InlineData(GapReason.Blind, GapReason.Overrun, false)]
    [InlineData(GapReason.Blind, GapReason.NothingKnown, false)]
    [InlineData(GapReason.CutShort, GapReason.NotRunning, false)]
    [InlineData(GapReason.Skipped, GapReason.Skipped, false)]
    public void The_better_informed_reason_stands(GapReason was, GapReason next, bool may)
        => Assert.Equal(may, LedgerRules.MayBecome(RoundFate.Missing, was, RoundFate.Missing, next));

    [Theory]
    [InlineData(GapReason.NotRunning, true)]
    [InlineData(GapReason.Skipped, true)]
    [InlineData(GapReason.CutShort, true)]
    [InlineData(GapReason.Blind, false)]
    [InlineData(GapReason.SpoolFull, false)]
    public void A_round_begins_again_only_where_nothing_was_written(GapReason was, bool may)
        => Assert.Equal(may, LedgerRules.MayBecome(RoundFate.Missing, was, RoundFate.Issued, GapReason.None));

    [Fact]
    public void No_news_are_no_change()
    {
        foreach (var fate in Enum.GetValues<RoundFate>())
        {
            foreach (var reason in Enum.GetValues<GapReason>().Where(r => (fate == RoundFate.Missing) != (r == GapReason.None)))
            {
                Assert.Equal(fate == RoundFate.ReadBack && reason == GapReason.NotReadBack, LedgerRules.MayBecome(fate, reason, fate, reason));
            }
        }
    }

    [Fact]
    public void Every_reason_has_its_words()
    {
        foreach (var reason in Enum.GetValues<GapReason>().Where(r => r != GapReason.None))
        {
            Assert.True(LedgerWords.Explain(reason).Length > 40, reason.ToString());
            Assert.NotEqual(LedgerWords.Short(GapReason.None), LedgerWords.Short(reason));
        }

        Assert.Equal(("not_read_back", "read_back"), (LedgerWords.Wire(GapReason.NotReadBack), LedgerWords.Wire(RoundFate.ReadBack)));
    }
}
