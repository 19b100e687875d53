using WardOps.Core.Probing.SelfCheck;

namespace WardOps.Tests.Probing.SelfCheck;

/// <summary>The state machine of the uplink, one tick at a time.</summary>
public sealed class UplinkRulesTests
{
    private const long Second = 1_000_000_000;

    private static readonly UplinkTimes s_times = new(2 * Second, 3 * Second);

    /// <summary>All is well: 100 devices and two anchors answer.</summary>
    private static readonly UplinkFacts s_well = new()
    {
        Now = 1_000 * Second,
        Hosts = 100,
        Anchors = new AnchorCounts(2, 2, 2, 2, 1_000 * Second),
        HasAnswered = true,
        HasLost = true,
        Answering = 100,
        Window = new Fallen(100, 0),
    };

    private static readonly AnchorCounts s_silent = new(2, 2, 0, 0, 998 * Second);
    private static readonly AnchorCounts s_forgotten = new(2, 0, 0, 0, 300 * Second);
    private static readonly Uplink s_clear = Uplink.Unknown with { State = UplinkState.Clear };
    private static readonly Uplink s_suspected = s_clear with { State = UplinkState.Suspected, Since = 990 * Second, Onset = 989 * Second, Sight = new Sight(SightProblem.UplinkLost, "It may be cut.") };

    [Fact]
    public void Start_UntilSomebodyAnswers_IsBlindFromTheFirstLossOn()
    {
        var nobody = s_well with { HasAnswered = false, HasLost = false, Answering = 0, Window = default, Anchors = default };

        Assert.True(Next(Uplink.Unknown, nobody).Sight.IsClear);
        var lost = nobody with { HasLost = true };
        Assert.Equal(SightProblem.NothingAnswers, Next(Uplink.Unknown, lost).Sight.Problem);
        Assert.True(Next(Uplink.Unknown, lost with { Hosts = 4 }).Sight.IsClear);
        Assert.False(Next(Uplink.Unknown, lost with { Hosts = 4, Anchors = new AnchorCounts(1, 0, 0, 0, 0) }).Sight.IsClear);
        Assert.True(Next(Uplink.Unknown, lost with { Hosts = 0, Anchors = new AnchorCounts(1, 0, 0, 0, 0) }).Sight.IsClear);

        // At once clear where nothing was lost before the first answer; where something was, everybody has a turn first.
        Assert.Equal(UplinkState.Clear, Next(Uplink.Unknown, s_well).State);
        Assert.Equal(UplinkState.Suspected, Next(Next(Uplink.Unknown, lost), s_well).State);
    }

    [Theory]
    [InlineData(100, 30, false)]
    [InlineData(100, 31, true)]
    [InlineData(3, 1, true)]
    [InlineData(0, 0, false)]
    public void Clear_WithEveryAnchorSilent_IsSuspectByTheShareThatFell(int asked, int fell, bool isSuspect)
    {
        var next = Next(s_clear, s_well with { Anchors = s_silent, InSilence = new Fallen(asked, fell) });

        Assert.Equal(isSuspect ? UplinkState.Suspected : UplinkState.Clear, next.State);
        Assert.Equal(isSuspect, !next.Sight.IsClear);
        Assert.Equal(isSuspect ? s_silent.HeardMono : 0, next.Onset);
    }

    [Fact]
    public void Clear_WithOneAnchorAnswering_IsNeverSuspect()
    {
        var facts = s_well with { Anchors = new AnchorCounts(2, 2, 1, 1, 1_000 * Second), Window = new Fallen(100, 100), AtOnce = new Fallen(100, 100), Answering = 0 };

        Assert.Equal(UplinkState.Clear, Next(s_clear, facts).State);
        Assert.Equal(UplinkState.Suspected, Next(s_clear, facts with { Anchors = facts.Anchors with { Steady = 0 } }).State);   // it loses echoes too
    }

    [Fact]
    public void Clear_WithNobodyLeftThatAnswers_IsSuspect()
    {
        Assert.Equal(UplinkState.Suspected, Next(s_clear, s_well with { Anchors = s_silent with { HeardMono = 997 * Second }, Answering = 0 }).State);
        Assert.Equal(UplinkState.Suspected, Next(s_clear, s_well with { Anchors = s_silent, Answering = 0, Window = new Fallen(500, 1) }).State);
        Assert.Equal(UplinkState.Clear, Next(s_clear, s_well with { Anchors = s_silent, Answering = 0 }).State);   // all dead before, and the anchor silent for a moment
        Assert.Equal(UplinkState.Suspected, Next(s_clear, s_well with { Anchors = default, Answering = 0, Window = new Fallen(1, 1) }).State);
        Assert.Equal(UplinkState.Clear, Next(s_clear, s_well with { Anchors = default, Answering = 0, Window = default }).State);
        Assert.Equal(UplinkState.Clear, Next(s_clear, s_well with { Anchors = default, Answering = 0, Window = new Fallen(1, 1), Hosts = 4 }).State);
    }

    [Theory]
    [InlineData(60, 60, 0, false)]
    [InlineData(60, 60, 31, true)]
    [InlineData(60, 29, 29, false)]
    public void Clear_WithoutAnAnchor_IsSuspectWhenMostFallAgainAndAgain(int asked, int fell, int again, bool isSuspect)
        => Assert.Equal(isSuspect, Next(s_clear, s_well with { Anchors = default, Window = new Fallen(asked, fell) { Again = again } }).State == UplinkState.Suspected);

    /// <summary>The cut of the other family stands for the silence of anchors, where this one has none that could tell.</summary>
    [Theory]
    [InlineData(3, 1, 20, true)]
    [InlineData(10, 3, 20, false)]
    [InlineData(3, 0, 20, false)]
    [InlineData(3, 3, 4, false)]
    public void Clear_WithoutAnAnchorWhileTheOtherFamilyIsCut_IsSuspectByTheShareThatFell(int asked, int fell, int hosts, bool isSuspect)
    {
        var facts = s_well with { Hosts = hosts, Anchors = default, IsOtherCut = true, Window = new Fallen(asked, fell) };

        Assert.Equal(isSuspect, Next(s_clear, facts).State == UplinkState.Suspected);
        Assert.Equal(UplinkState.Clear, Next(s_clear, facts with { IsOtherCut = false }).State);
        Assert.Equal(UplinkState.Clear, Next(s_clear, facts with { Anchors = s_well.Anchors }).State);   // it has an anchor of its own, which answers
    }

    [Fact]
    public void Start_WithTheAnchorsOfTheOtherFamilyAlone_TakesThemForItsOwn()
    {
        var facts = s_well with { Anchors = default, OtherAnchors = new AnchorCounts(1, 0, 0, 0, 0), Answering = 9 };

        Assert.Equal(UplinkState.Starting, Next(Uplink.Unknown, facts).State);
        Assert.Equal(UplinkState.Clear, Next(Uplink.Unknown, facts with { Answering = 10 }).State);
        Assert.Equal(UplinkState.Clear, Next(Uplink.Unknown, facts with { Anchors = s_well.Anchors }).State);
        Assert.Equal(UplinkState.Clear, Next(Uplink.Unknown, facts with { OtherAnchors = default }).State);
    }

    [Fact]
    public void AtOnce_IsTheShortestTimeInWhichNearlyAllFell()
    {
        static RollTick Tick(int asked, int fell) => new(new Fallen(asked, fell), default);

        Assert.Equal(0, UplinkRules.AtOnce([Tick(10, 0), Tick(10, 10)]));
        Assert.Equal(0, UplinkRules.AtOnce([Tick(4, 4), Tick(0, 0)]));
        Assert.Equal(0, UplinkRules.AtOnce([Tick(50, 45), Tick(50, 45)]));
        Assert.Equal(1, UplinkRules.AtOnce([Tick(50, 46), Tick(50, 0)]));
        Assert.Equal(2, UplinkRules.AtOnce([Tick(3, 3), Tick(2, 2), Tick(90, 0)]));
    }

    [Theory]
    [InlineData(0, UplinkState.Cut)]
    [InlineData(9, UplinkState.Cut)]
    [InlineData(10, UplinkState.Partial)]
    [InlineData(45, UplinkState.Partial)]
    [InlineData(100, UplinkState.Partial)]
    public void Suspected_WithEveryAnchorSilent_IsDecidedByThoseThatWereUp(int heard, object state)
    {
        var facts = s_well with { Anchors = s_silent with { HeardMono = 900 * Second }, UpAtOnset = 100, Heard = heard, Answering = heard };

        Assert.Equal(UplinkState.Suspected, Next(s_suspected with { Since = 998 * Second }, facts).State);   // not everybody has had a turn
        var next = Next(s_suspected, facts);
        Assert.Equal(state, next.State);
        Assert.Equal(next.State == UplinkState.Partial, next.Sight.IsClear);
        Assert.Equal(UplinkState.Suspected, Next(s_suspected, facts with { Again = new Fallen(10, 4) }).State);   // those heard fall again
    }

    /// <summary>A third of this family answers, but of both together fewer than a tenth: they are on this side of the cut.</summary>
    [Theory]
    [InlineData(10, 100, 0, UplinkState.Cut)]
    [InlineData(12, 100, 0, UplinkState.Cut)]
    [InlineData(15, 150, 0, UplinkState.Partial)]   // half of a family are no few neighbours
    [InlineData(10, 100, 3, UplinkState.Partial)]
    [InlineData(10, 20, 0, UplinkState.Partial)]
    public void Suspected_WhileTheOtherFamilyIsCut_IsDecidedByThoseOfBothThatWereUp(int heard, int otherUp, int otherHeard, object state)
    {
        var facts = s_well with
        {
            Anchors = s_silent with { HeardMono = 900 * Second }, UpAtOnset = 30, Heard = heard, Answering = heard, IsOtherCut = true, OtherUpAtOnset = otherUp, OtherHeard = otherHeard,
        };

        var next = Next(s_suspected, facts);
        Assert.Equal(state, next.State);
        Assert.Equal(next.State == UplinkState.Cut ? UplinkState.Cut : UplinkState.Suspected, Next(s_suspected with { State = UplinkState.Cut }, facts).State);
    }

    [Fact]
    public void Suspected_WithAnAnchorBack_IsClearOnceHalfAreHeardOrTheAnchorIsSteady()
    {
        var facts = s_well with { UpAtOnset = 100, Heard = 50 };

        Assert.Equal(UplinkState.Clear, Next(s_suspected, facts).State);
        Assert.Equal(UplinkState.Suspected, Next(s_suspected, facts with { Heard = 49 }).State);
        Assert.Equal(UplinkState.Clear, Next(s_suspected with { SteadySince = 998 * Second }, facts with { Heard = 0 }).State);
        Assert.Equal(UplinkState.Suspected, Next(s_suspected with { SteadySince = 998 * Second }, facts with { Heard = 0, Anchors = facts.Anchors with { Steady = 0 } }).State);
        Assert.Equal(UplinkState.Clear, Next(s_suspected with { Since = 988 * Second }, facts with { Heard = 0, Anchors = facts.Anchors with { Steady = 0 } }).State);
    }

    /// <summary>An anchor that answers now and then was silent at the moment of the decision: that is no cut.</summary>
    [Fact]
    public void Suspected_WithAnAnchorSilentForAMomentOnly_IsNoCutAndEndsWhenItHasBeenCalmForLong()
    {
        var facts = s_well with { Anchors = s_silent, UpAtOnset = 100, Heard = 0, Answering = 0 };

        Assert.Equal(UplinkState.Suspected, Next(s_suspected, facts).State);
        Assert.Equal(UplinkState.Clear, Next(s_suspected with { Since = 988 * Second }, facts).State);
        Assert.Equal(UplinkState.Cut, Next(s_suspected, facts with { Anchors = s_silent with { HeardMono = 997 * Second } }).State);
        Assert.Equal(UplinkState.Suspected, Next(s_suspected, facts with { Heard = 100, Answering = 100 }).State);   // it may have been cut again just now
    }

    [Fact]
    public void Cut_EndsByASignOfLife_AndNotByItself()
    {
        var cut = s_suspected with { State = UplinkState.Cut };
        var facts = s_well with { Anchors = s_silent, UpAtOnset = 100, Heard = 9, Answering = 9 };

        Assert.Equal(UplinkState.Cut, Next(cut, facts).State);
        Assert.Equal(UplinkState.Cut, Next(cut, facts with { Anchors = s_forgotten }).State);
        Assert.Equal((UplinkState.Suspected, facts.Now), (Next(cut, facts with { Heard = 10 }).State, Next(cut, facts with { Heard = 10 }).Since));
        Assert.Equal(UplinkState.Suspected, Next(cut, facts with { Anchors = s_well.Anchors }).State);
        Assert.False(Next(cut, facts with { Heard = 10 }).Sight.IsClear);
    }

    [Fact]
    public void Partial_LastsUntilAnAnchorIsBackOrForgottenOrNearlyNobodyIsLeft()
    {
        var partial = s_suspected with { State = UplinkState.Partial, Sight = Sight.Clear };
        var facts = s_well with { Anchors = s_silent, UpAtOnset = 100, Heard = 45, Answering = 45, InSilence = new Fallen(45, 20) };

        Assert.Equal(partial, Next(partial, facts));
        Assert.Equal(UplinkState.Clear, Next(partial, facts with { Anchors = s_well.Anchors }).State);
        Assert.Equal(UplinkState.Clear, Next(partial, facts with { Anchors = s_forgotten }).State);
        Assert.Equal((UplinkState.Cut, false), (Next(partial, facts with { Heard = 9 }).State, Next(partial, facts with { Heard = 9 }).Sight.IsClear));
        Assert.Equal(UplinkState.Suspected, Next(partial, facts with { AtOnce = new Fallen(45, 45), AtOnceFrom = 999 * Second }).State);
    }

    private static Uplink Next(Uplink was, UplinkFacts facts) => UplinkRules.Next(in was, in facts, in s_times);
}
