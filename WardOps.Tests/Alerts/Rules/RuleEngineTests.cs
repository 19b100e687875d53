using System.Collections.Immutable;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Rules;
using WardOps.Core.Calendar;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Probing.Simulation;
using WardOps.Tests.Probing;
using WardOps.Tests.Status.Parents;
using static WardOps.Core.Alerts.Rules.ConditionState;
using static WardOps.Tests.Alerts.Rules.RuleRun;

namespace WardOps.Tests.Alerts.Rules;

/// <summary>Which rule asks for whom, from when on, and what is forgotten: on the simulated network.</summary>
public sealed class RuleEngineTests
{
    [Theory]
    [InlineData(ScopeKind.All, "")]
    [InlineData(ScopeKind.Type, "atm")]
    [InlineData(ScopeKind.Region, "REGION")]
    [InlineData(ScopeKind.Branch, "{branch}")]
    [InlineData(ScopeKind.Device, "{device}")]
    [InlineData(ScopeKind.Tag, "Isp")]
    public void Scope_that_fits_is_asked_for_and_one_that_does_not_is_not(ScopeKind kind, string value)
    {
        var text = value.Replace("{branch}", Fleet.BranchId("Batumi").ToString().ToUpperInvariant(), StringComparison.Ordinal).Replace("{device}", ParentTree.Id(Victim).ToString(), StringComparison.Ordinal);
        var tree = new ParentTree(d => d.Name == $"Device {Victim}" ? d with { Tags = DeviceTags.Of("isp", "north") } : d);
        var run = new RuleRun(tree, Rule(AlertKind.Down) with { Scope = DeviceScope.Of(kind, text) });
        Assert.Equal(Clear, run.Now.State);

        run.Rules.Swap([Rule(AlertKind.Down) with { Scope = DeviceScope.Of(kind, "strange") }]);
        run.Wait(1);
        Assert.Equal(kind == ScopeKind.All ? Clear : NotAsked, run.Now.State);
    }

    [Fact]
    public void Scope_filter_says_the_same_as_the_scope()
    {
        var devices = Fleet.Devices(30).Select((d, i) => d with { DeviceType = i % 2 == 0 ? "ATM" : "Router", Tags = i % 3 == 0 ? DeviceTags.Of("isp", "x") : DeviceTags.None }).ToList();
        DeviceScope[] scopes =
        [
            DeviceScope.All, DeviceScope.Of(ScopeKind.Type, "atm"), DeviceScope.Of(ScopeKind.Region, "region"), DeviceScope.Of(ScopeKind.Region), DeviceScope.Of(ScopeKind.Tag, "ISP", "none"),
            DeviceScope.Of(ScopeKind.Branch, devices[0].BranchId.ToString(), "rubbish"), DeviceScope.Of(ScopeKind.Device, devices[3].Id.ToString("N"), devices[4].Id.ToString()), new((ScopeKind)99, ["x"]),
        ];

        Assert.All(scopes, s => Assert.Equal(devices.Select(s.Matches), devices.Select(new ScopeFilter(s).Matches)));
    }

    [Fact]
    public void Hours_hold_back_what_begins_and_not_what_ends()
    {
        // The run is at noon UTC, which is 16:00 in Tbilisi.
        var night = new WeeklySchedule("Asia/Tbilisi", [new WeekHours(WeekDays.All, new TimeOnly(16, 6), new TimeOnly(16, 12))]);
        var run = new RuleRun(Rule(AlertKind.Down, forSeconds: 5) with { Schedule = night });
        run.Behave(EchoBehaviour.Dead, 240);
        Assert.Equal(Unsaid, run.Now.State);

        run.Wait(120);
        Assert.Equal((Fires, run.Tree[Victim].DownSince!.Value), (run.Now.State, run.Now.Since));

        run.Wait(400);
        Assert.Equal(Unsaid, run.Now.State);
        run.Behave(EchoBehaviour.Healthy, 10);
        Assert.Equal([Clear, Unsaid, Fires, Unsaid, Clear], run.Story);
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("removed")]
    [InlineData("other scope")]
    public void Rule_that_asks_no_more_says_so_while_it_fires(string how)
    {
        var rule = Rule(AlertKind.Down);
        var run = new RuleRun(rule).Behave(EchoBehaviour.Dead, 20);
        Assert.Equal(Fires, run.Now.State);

        run.Rules.Swap(how switch
        {
            "disabled" => [rule with { Enabled = false }],
            "removed" => [],
            _ => [rule with { Scope = Only(Victim + 1) }],
        });
        run.Wait(1);
        Assert.Equal((NotAsked, null), (run.Now.State, run.Now.Rule));
    }

    [Fact]
    public void Rules_that_change_keep_what_is_pending_of_those_that_judge_as_before()
    {
        var rule = Rule(AlertKind.Rtt, 200, forSeconds: 60);
        var run = new RuleRun(rule).Wait(30);
        var from = run.Time.Elapsed;
        run.Behave(new EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(300) }, 40);
        run.Rules.Swap([rule with { Name = "Called otherwise", Severity = AlertSeverity.High }, Rule(AlertKind.Jitter, 10)]);
        run.Wait(40);

        Assert.InRange(run.SecondsTo(Fires, from), 50, 80);
        Assert.Equal("Called otherwise", run.Now.Rule!.Name);

        run.Rules.Swap([rule with { Threshold = 250 }]);
        run.Wait(1);
        Assert.Equal(Unsaid, run.Now.State);   // another question: it is judged anew, and until then nothing closes
        run.Wait(80);
        Assert.Equal(Fires, run.Now.State);
    }

    [Fact]
    public void Slot_of_another_device_begins_with_nothing()
    {
        var run = new RuleRun(Rule(AlertKind.Rtt, 200)).Behave(new EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(300) }, 30);
        var slot = run.Tree.Catalog.Find(ParentTree.Id(Victim))!.Slot;
        Assert.Equal(Fires, run.Engine.Of(slot, AlertKind.Rtt).State);

        run.Tree.Change(d => d.Slot == slot ? null : d);
        run.Wait(1);
        Assert.Equal(NotAsked, run.Engine.Of(slot, AlertKind.Rtt).State);
        run.Tree.Watch.Catalog.Settle(run.Tree.Catalog.Version);
        run.Tree.Watch.Catalog.Update(c => [.. c.Devices, Fleet.Device(900, Fleet.Address(900))]);
        run.Wait(1);

        Assert.Equal(slot, run.Tree.Catalog.Find(ParentTree.Id(900))!.Slot);
        Assert.Equal(Unsaid, run.Engine.Of(slot, AlertKind.Rtt).State);
        run.Wait(30);
        Assert.Equal(Clear, run.Engine.Of(slot, AlertKind.Rtt).State);
    }

    [Fact]
    public void Device_that_is_disabled_or_has_another_address_begins_with_nothing()
    {
        var run = new RuleRun(Rule(AlertKind.Rtt, 200)).Behave(new EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(300) }, 30);
        run.Tree.Change(d => d.Name == $"Device {Victim}" ? d with { Enabled = false } : d);
        run.Wait(1);
        Assert.Equal(NotAsked, run.Now.State);

        run.Tree.Change(d => d.Name == $"Device {Victim}" ? d with { Enabled = true, Address = Fleet.Address(901) } : d);
        run.Wait(1);
        Assert.Equal(Unsaid, run.Now.State);
        run.Wait(30);
        Assert.Equal(Clear, run.Now.State);
    }

    [Fact]
    public void Wall_clock_that_is_stepped_forward_fires_nothing()
    {
        var run = new RuleRun(Rule(AlertKind.Rtt, 200, forSeconds: 300), Rule(AlertKind.Down, forSeconds: 300)).Wait(30);
        run.Behave(new EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(300) }, 30);
        run.Tree.Cut([Victim + 1], 20);
        run.Time.StepWall(TimeSpan.FromHours(1));
        run.Wait(60);

        Assert.Equal((Unsaid, Unsaid), (run.Now.State, run[Victim + 1, AlertKind.Down].State));
    }

    [Fact]
    public void Before_the_store_has_opened_the_defaults_hold()
    {
        var rules = new CurrentRules();

        Assert.Equal(10, rules.Current.Rules.Length);
        Assert.Equal(DefaultRules.All.Select(r => r.DefaultKey).Order(), rules.Current.Rules.Select(r => r.DefaultKey).Order());
        Assert.All(rules.Current.Rules, r => Assert.Empty(AlertRuleRules.Faults(r, rules.Current.Rules)));
        Assert.Equal(50, Assert.Single(new RuleRun([.. DefaultRules.All]).Engine.BranchRules).Threshold);
    }

    [Fact]
    public void A_round_in_which_the_device_went_or_came_back_says_nothing_of_its_loss()
    {
        var run = new RuleRun(Rule(AlertKind.PacketLoss, 1)).Wait(150);
        for (var i = 0; i < 3; i++)
        {
            run.Behave(EchoBehaviour.Dead, 47).Behave(EchoBehaviour.Healthy, 43);
        }

        Assert.DoesNotContain(Fires, run.Story);
        Assert.Equal(ImmutableArray.Create(Unsaid, Clear), run.Story.Take(2));
    }
}
