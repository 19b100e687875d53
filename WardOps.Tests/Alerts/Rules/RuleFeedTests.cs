using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Rules;
using WardOps.Core.Alerts.Rules.Baselines;
using WardOps.Core.Alerts.Rules.Judging;
using WardOps.Core.Status;
using static WardOps.Core.Alerts.Rules.ConditionState;
using static WardOps.Tests.Alerts.Rules.RuleRun;

namespace WardOps.Tests.Alerts.Rules;

/// <summary>What the rules say of one device, fed by hand: thresholds, durations, gaps and hours to the round.</summary>
public sealed class RuleFeedTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(10);

    private TimeSpan _mono = TimeSpan.FromDays(3);
    private TimeSpan _step;

    private RuleTime Now => new(_mono, s_start + (_mono - TimeSpan.FromDays(3)) + _step);

    [Theory]
    [InlineData(99.9, Clear)]
    [InlineData(100, Fires)]
    [InlineData(100.1, Fires)]
    public void Threshold_itself_is_a_problem(double rtt, ConditionState expected)
        => Assert.Equal(expected, Rounds(Feed(Rule(AlertKind.Rtt, 100)), rtt));

    [Fact]
    public void Hysteresis_holds_what_fires_until_the_other_threshold_and_begins_nothing()
    {
        var feed = Feed(Rule(AlertKind.Rtt, 100, recoverAt: 60));

        Assert.Equal(Clear, Rounds(feed, 60));
        Assert.Equal(Unsaid, Rounds(feed, 80));   // might be open since before a restart
        Assert.Equal(Fires, Rounds(feed, 100));
        Assert.Equal(Fires, Rounds(feed, 60.1));
        Assert.Equal(Clear, Rounds(feed, 60));
        Assert.Equal(Unsaid, Rounds(feed, 99));
    }

    [Fact]
    public void Duration_counts_from_the_beginning_of_the_first_bad_round_and_one_good_round_begins_it_anew()
    {
        var feed = Feed(Rule(AlertKind.Jitter, 100, forSeconds: 30));

        Assert.Equal([Unsaid, Unsaid, Clear, Unsaid, Unsaid, Fires], new double[] { 200, 200, 10, 200, 200, 200 }.Select(v => Rounds(feed, v)));
        Assert.Equal(Now.Wall - (3 * s_round), feed.Of(AlertKind.Jitter).Since);
    }

    [Theory]
    [InlineData(2, Fires)]
    [InlineData(3, Unsaid)]
    public void Silence_of_three_rounds_ends_what_was_pending_and_a_shorter_one_does_not(int silent, ConditionState expected)
    {
        var feed = Feed(Rule(AlertKind.Rtt, 100, forSeconds: 40));
        Rounds(feed, 200, 200);
        for (var i = 0; i < silent; i++)
        {
            Assert.Equal(Unsaid, Silent(feed));
        }

        Assert.Equal(expected, Rounds(feed, 200));
        Assert.Equal(Fires, Rounds(feed, 200, 200, 200));
    }

    [Fact]
    public void Silence_closes_nothing_and_opens_nothing()
    {
        var feed = Feed(Rule(AlertKind.Rtt, 100));
        Rounds(feed, 200);
        Assert.Equal([Unsaid, Unsaid, Unsaid, Unsaid], Enumerable.Range(0, 4).Select(_ => Silent(feed)));
        Assert.Equal(Clear, Rounds(feed, 10));
    }

    [Fact]
    public void Loss_of_a_short_window_may_prove_a_problem_but_not_that_there_is_none()
    {
        var feed = Feed(Rule(AlertKind.PacketLoss, 10, recoverAt: 5));

        Assert.All(Enumerable.Range(0, LossWindow.Enough - 1), _ => Assert.Equal(Unsaid, Loss(feed, 0)));
        Assert.Equal(Clear, Loss(feed, 0));
        Assert.Equal(Unsaid, Loss(feed, 5));   // 5 of 65: over what it recovers at
        Assert.All(Enumerable.Range(0, 10), _ => Assert.NotEqual(Fires, Loss(feed, 0)));
        Assert.NotEqual(Fires, Loss(feed, 5));
        Assert.Equal(Fires, Loss(feed, 5));    // 15 of 150
        Assert.Equal(100.0 * 10 / 30, feed.Of(AlertKind.PacketLoss).Value, 3);   // in the last minute
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Equal(Fires, Loss(feed, 0)));
        Assert.All(Enumerable.Range(0, LossWindow.Rounds), _ => Loss(feed, 0));
        Assert.Equal((Clear, 0.0), (feed.Of(AlertKind.PacketLoss).State, feed.Of(AlertKind.PacketLoss).Value));
    }

    [Fact]
    public void Worst_rule_that_fires_is_the_condition_and_the_narrower_of_two_that_are_as_bad()
    {
        var mild = Rule(AlertKind.Rtt, 100) with { Severity = AlertSeverity.Low };
        var bad = Rule(AlertKind.Rtt, 300) with { Severity = AlertSeverity.Critical };
        var narrow = Rule(AlertKind.Rtt, 300) with { Severity = AlertSeverity.Critical, Scope = Only(Victim) };
        var feed = Feed(mild, bad, narrow);

        Assert.Equal((Clear, null), After(feed, 50));
        Assert.Equal((Fires, mild.Id), After(feed, 200));
        Assert.Equal((Fires, narrow.Id), After(feed, 400));
        Assert.Equal((Fires, mild.Id), After(feed, 200));
        Assert.Equal((Clear, null), After(feed, 50));
    }

    [Fact]
    public void A_rule_that_cannot_judge_yet_keeps_no_other_from_clearing()
    {
        var own = Rule(AlertKind.Rtt, 3) with { AgainstOwn = true };
        Assert.Equal(Unsaid, Rounds(Feed(own), 50));
        Assert.Equal(Clear, Rounds(Feed(own, Rule(AlertKind.Rtt, 100)), 50));
    }

    [Fact]
    public void Wall_clock_that_is_stepped_neither_shortens_nor_lengthens_anything()
    {
        var feed = Feed(Rule(AlertKind.Rtt, 100, forSeconds: 60));
        Rounds(feed, 200, 200, 200);
        _step = TimeSpan.FromDays(1);
        Assert.Equal([Unsaid, Unsaid, Fires], new double[] { 200, 200, 200 }.Select(v => Rounds(feed, v)));
        Assert.Equal(TimeSpan.FromSeconds(60), Now.Wall - feed.Of(AlertKind.Rtt).Since);
    }

    [Fact]
    public void Down_follows_a_beginning_that_moves_with_the_clock()
    {
        var feed = Feed(Rule(AlertKind.Down, forSeconds: 10));
        var since = Now.Wall.AddSeconds(-4);
        Assert.Equal(Unsaid, See(feed, DeviceStatus.Down, since));
        Assert.Equal(Unsaid, See(feed, DeviceStatus.Unknown, null));
        _mono += TimeSpan.FromSeconds(6);
        Assert.Equal(Fires, See(feed, DeviceStatus.Down, since));
        (_step, since) = (TimeSpan.FromHours(-5), since.AddHours(-5));
        Assert.Equal(Fires, See(feed, DeviceStatus.Down, since));
        Assert.Equal(since, feed.Of(AlertKind.Down).Since);
    }

    [Fact]
    public void Nothing_known_of_a_device_that_is_asked_seldom_has_two_of_its_intervals()
    {
        var feed = Feed(TimeSpan.FromHours(1), null, Rule(AlertKind.NoData, forSeconds: 120));
        See(feed, DeviceStatus.Unknown, null, AlertKind.NoData);
        _mono += TimeSpan.FromHours(1.9);
        Assert.Equal(Unsaid, See(feed, DeviceStatus.Unknown, null, AlertKind.NoData));
        _mono += TimeSpan.FromHours(0.2);
        Assert.Equal(Fires, See(feed, DeviceStatus.Unknown, null, AlertKind.NoData));
    }

    [Fact]
    public void Nothing_known_while_the_monitor_is_blind_does_not_count()
    {
        var feed = Feed(Rule(AlertKind.NoData, forSeconds: 60));
        See(feed, DeviceStatus.Unknown, null, AlertKind.NoData);
        _mono += TimeSpan.FromSeconds(50);
        feed.See(new RuleLook(DeviceStatus.Unknown, null, false, IsBlind: true), Now);
        _mono += TimeSpan.FromSeconds(50);
        Assert.Equal(Unsaid, See(feed, DeviceStatus.Unknown, null, AlertKind.NoData));
        _mono += TimeSpan.FromSeconds(61);
        Assert.Equal(Fires, See(feed, DeviceStatus.Unknown, null, AlertKind.NoData));
    }

    [Fact]
    public void Own_usual_is_known_after_a_day_and_is_what_a_multiple_is_compared_with()
    {
        var baseline = new RttBaseline();
        var rule = Rule(AlertKind.Rtt, 3, recoverAt: 2) with { AgainstOwn = true };
        var feed = Feed(s_round, baseline, rule);
        for (var i = 0; i < 8639; i++)
        {
            Rounds(feed, i % 10 == 0 ? 20 : 10);   // the 95th percentile is that of the slower tenth
        }

        Assert.Equal(Unsaid, feed.Of(AlertKind.Rtt).State);
        Rounds(feed, Enumerable.Repeat(10.0, 60).ToArray());
        Assert.InRange(baseline.Usual(s_round), 20 / 1.25, 20 * 1.25);
        Assert.Equal(Clear, feed.Of(AlertKind.Rtt).State);
        Assert.Equal(Fires, Rounds(feed, 80));
        Assert.Equal(Fires, Rounds(feed, 52));
        Assert.Equal(Clear, Rounds(feed, 20));
    }

    private RuleFeed Feed(params AlertRule[] rules) => Feed(s_round, null, rules);

    private static RuleFeed Feed(TimeSpan interval, RttBaseline? baseline, params AlertRule[] rules)
        => new(new RuleProfile(rules.Select(r => new ActiveRule(r))), interval, baseline);

    /// <summary>Rounds with these values for RTT and jitter, five echoes answered.</summary>
    private ConditionState Rounds(RuleFeed feed, params double[] values)
    {
        foreach (var value in values)
        {
            _mono += s_round;
            feed.Close(new RuleRound(true, RttDays.Of(Now.Wall), 5, 5, (float)value, (float)value), Now);
        }

        return feed.Of(AlertKind.Rtt) is { State: not NotAsked } rtt ? rtt.State : feed.Of(AlertKind.Jitter).State;
    }

    private (ConditionState State, Guid? Rule) After(RuleFeed feed, double rtt) => (Rounds(feed, rtt), feed.Of(AlertKind.Rtt).Rule?.Id);

    private ConditionState Loss(RuleFeed feed, byte lost)
    {
        _mono += s_round;
        feed.Close(new RuleRound(true, 20_000, 5, (byte)(5 - lost), 1, 1), Now);
        return feed.Of(AlertKind.PacketLoss).State;
    }

    private ConditionState Silent(RuleFeed feed)
    {
        _mono += s_round;
        feed.Close(default, Now);
        return feed.Of(AlertKind.Rtt).State;
    }

    private ConditionState See(RuleFeed feed, DeviceStatus status, DateTimeOffset? since, AlertKind kind = AlertKind.Down)
    {
        feed.See(new RuleLook(status, since, false, false), Now);
        return feed.Of(kind).State;
    }
}
