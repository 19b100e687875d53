using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Rules;
using WardOps.Core.Alerts.Rules.Baselines;
using WardOps.Core.Probing;
using WardOps.Core.Probing.SelfCheck;
using WardOps.Core.Probing.Simulation;
using WardOps.Tests.Live;
using static WardOps.Core.Alerts.Rules.ConditionState;
using static WardOps.Tests.Alerts.Rules.RuleRun;

namespace WardOps.Tests.Alerts.Rules;

/// <summary>Every kind of rule fires and clears on the simulated network: what no test can make fire is not there (legacy item 29).</summary>
public sealed class RuleKindTests
{
    private static readonly EchoBehaviour s_slow = new() { Rtt = TimeSpan.FromMilliseconds(250) };

    [Fact]
    public void Down_AfterItsTime_FiresFromTheFirstLostEchoAndClears()
    {
        var run = new RuleRun(Rule(AlertKind.Down, forSeconds: 30));
        Assert.Equal(Clear, run.Now.State);
        run.Behave(EchoBehaviour.Dead, 28);
        Assert.Equal((Unsaid, true), (run.Now.State, run.Tree[Victim].DownSince is not null));

        run.Wait(12);
        Assert.Equal((Fires, run.Tree[Victim].DownSince!.Value), (run.Now.State, run.Now.Since));

        run.Behave(EchoBehaviour.Healthy, 5);
        Assert.Equal([Clear, Unsaid, Fires, Clear], run.Story);
    }

    [Fact]
    public void Down_BehindADeadRouter_IsNotSaid()
    {
        var run = new RuleRun(Rule(AlertKind.Down));
        run.Tree.Cut(Enumerable.Range(0, 12), 60);

        Assert.Equal((Unsaid, Fires), (run.Now.State, run[0, AlertKind.Down].State));
    }

    [Fact]
    public void Flapping_FiresAndClears()
    {
        var run = new RuleRun(Rule(AlertKind.Flapping));
        for (var i = 0; i < 2; i++)
        {
            run.Behave(EchoBehaviour.Dead, 12).Behave(EchoBehaviour.Healthy, 12);
        }

        Assert.Equal(Fires, run.Now.State);
        run.Wait(400);
        Assert.Equal([Clear, Fires, Clear], run.Story);
    }

    [Theory]
    [InlineData(10, 0.35)]
    [InlineData(5, 0.25)]
    public void PacketLoss_OfALossyDevice_FiresAndClears(double threshold, double loss)
    {
        var run = new RuleRun(Rule(AlertKind.PacketLoss, threshold, recoverAt: threshold / 2));
        run.Wait(150);
        Assert.Equal(Clear, run.Now.State);

        run.Behave(new EchoBehaviour { Loss = loss }, 240);
        Assert.Equal(Fires, run.Now.State);
        Assert.InRange(run.Now.Value, threshold, 100);

        run.Behave(EchoBehaviour.Healthy, 400);
        Assert.Equal([Unsaid, Clear, Fires, Clear], Calm(run.Story));
    }

    [Fact]
    public void Rtt_OverItsThresholdForAMinute_FiresAndClears()
    {
        var run = new RuleRun(Rule(AlertKind.Rtt, 200, forSeconds: 60)).Wait(30);
        var from = run.Time.Elapsed;
        run.Behave(s_slow, 90);

        Assert.Equal(Fires, run.Now.State);
        Assert.InRange(run.Now.Value, 245, 260);
        Assert.InRange(run.SecondsTo(Fires, from), 55, 80);
        Assert.InRange((run.Tree.Now - run.Now.Since).TotalSeconds, 70, 91);

        run.Behave(EchoBehaviour.Healthy, 30);
        Assert.Equal(Clear, run.Now.State);
        Assert.Equal([Unsaid, Clear, Unsaid, Fires, Clear], run.Story);
    }

    [Fact]
    public void Jitter_FiresAndClears()
    {
        var run = new RuleRun(Rule(AlertKind.Jitter, 40)).Wait(30);
        run.Behave(new EchoBehaviour { Jitter = TimeSpan.FromMilliseconds(300) }, 40);
        Assert.Contains(Fires, run.Story);

        run.Behave(EchoBehaviour.Healthy, 40);
        Assert.Equal(Clear, run.Now.State);
        Assert.InRange(run.Now.Value, 0, 1);
    }

    [Fact]
    public void NoData_OfADeviceThatCannotBeAsked_FiresAndClears()
    {
        var run = new RuleRun(Rule(AlertKind.NoData, forSeconds: 120));
        run.Behave(new EchoBehaviour { SendErrno = 101 }, 100);   // ENETUNREACH: no route to it
        Assert.Equal(Unsaid, run.Now.State);

        run.Wait(80);
        Assert.Equal(Fires, run.Now.State);

        run.Behave(EchoBehaviour.Healthy, 20);
        Assert.Equal([Clear, Unsaid, Fires, Clear], run.Story);
    }

    [Fact]
    public void NoData_WhileTheMonitorIsBlind_IsNotSaid()
    {
        var run = new RuleRun(Rule(AlertKind.NoData, forSeconds: 30));
        run.Tree.Watch.CutUplink();
        run.Wait(300);

        Assert.NotNull(run.Tree.Watch.Blind);
        Assert.Equal((Unsaid, Core.Status.DeviceStatus.Unknown), (run.Now.State, run.Tree[Victim].Status));
        run.Tree.Watch.MendUplink();
        run.Wait(60);
        Assert.Equal([Clear, Unsaid, Clear], run.Story);
    }

    [Fact]
    public void NoData_OverAnAddressFamilyThatTheMonitorCannotSee_IsNotSaid()
    {
        var script = new BoardScript();
        var rules = new CurrentRules();
        rules.Swap([Rule(AlertKind.NoData, forSeconds: 30)]);
        var engine = new RuleEngine(rules, new ProbingOptions().ToPolicy(), new RttBaselines(), script.Time);
        engine.Judge(script.Answer(2, 1, 2, 3));
        for (var i = 0; i < 240; i++)
        {
            engine.Judge(script.DoubtFamily(new FamilySights(new Sight(SightProblem.UplinkLost, "no anchor answers"), null)));
        }

        Assert.Equal((3, Unsaid), (script.Board.Current.Totals.Unknown, engine.Of(0, AlertKind.NoData).State));
        for (var i = 0; i < 240; i++)
        {
            engine.Judge(script.Quiet());   // it sees again, and still nothing comes
        }

        Assert.Equal((3, Fires), (script.Board.Current.Totals.Unknown, engine.Of(0, AlertKind.NoData).State));
    }

    [Fact]
    public void NoRule_IsNotAsked()
    {
        var run = new RuleRun(Rule(AlertKind.Down));

        Assert.All(
            [AlertKind.Flapping, AlertKind.PacketLoss, AlertKind.Rtt, AlertKind.Jitter, AlertKind.NoData, AlertKind.Branch, AlertKind.Blind],
            kind => Assert.Equal(NotAsked, run[Victim, kind].State));
    }

    /// <summary>Loss is drawn at random, so near a threshold it may come and go: what counts is from where to where.</summary>
    private static IEnumerable<ConditionState> Calm(IEnumerable<ConditionState> story)
    {
        var all = story.ToList();
        var first = all.IndexOf(Fires);
        var last = all.LastIndexOf(Fires);
        return [all[0], .. all[..first].Skip(1).Where(s => s == Clear).Take(1), Fires, .. all[(last + 1)..]];
    }
}
