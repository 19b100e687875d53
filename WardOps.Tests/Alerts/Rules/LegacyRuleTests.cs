using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Rules;
using WardOps.Core.Alerts.Rules.Baselines;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;
using WardOps.Core.Status;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Alerts.Rules;

/// <summary>What went wrong with the rules of the legacy installation, by the number of the item.</summary>
public sealed class LegacyRuleTests
{
    [Theory]
    [InlineData("ping_unreachable >= 10 AND ip LIKE %.5")]
    [InlineData("")]
    [InlineData("10; DROP TABLE alerts")]
    public void Item_24_an_expression_is_no_scope_and_is_refused_in_words(string text)
    {
        var rule = RuleRun.Rule(AlertKind.Down) with { Scope = DeviceScope.Of(ScopeKind.Device, text) };

        Assert.NotEmpty(Assert.Single(AlertRuleRules.Faults(rule, [])));
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => RuleJson.Scope(text));
    }

    [Fact]
    public void Item_24_two_rules_of_one_name_are_refused()
    {
        var first = RuleRun.Rule(AlertKind.Down) with { Name = "Device Down" };
        var second = first with { Id = Guid.CreateVersion7(), Name = " device down" };

        Assert.Contains("already", Assert.Single(AlertRuleRules.Faults(second, [first])), StringComparison.Ordinal);
        Assert.Empty(AlertRuleRules.Faults(first, [first]));   // itself does not stand in its way (item 78)
    }

    [Theory]
    [InlineData(AlertSeverity.Info)]
    [InlineData(AlertSeverity.Low)]
    [InlineData(AlertSeverity.Medium)]
    [InlineData(AlertSeverity.High)]
    [InlineData(AlertSeverity.Critical)]
    public void Item_25_every_severity_goes_from_the_rule_to_the_condition(AlertSeverity severity)
    {
        var run = new RuleRun(RuleRun.Rule(AlertKind.Flapping) with { Severity = severity });
        for (var i = 0; i < 2; i++)
        {
            run.Behave(EchoBehaviour.Dead, 12).Behave(EchoBehaviour.Healthy, 12);
        }

        Assert.Equal(severity, run.Now.Rule!.Severity);
    }

    [Fact]
    public void Item_27_a_type_that_flaps_from_two_changes_on_fires_its_rule_at_two()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(20_000));
        var options = new StatusOptions { Types = { ["Router"] = new StatusOverrides { FlapStartAt = 2 } } };
        var catalog = new Core.Devices.DeviceCatalog();
        catalog.Swap(Fleet.Devices(2).Select((d, i) => d with { DeviceType = i == 0 ? "Router" : "ATM", Parents = Core.Devices.ParentIds.None }));
        var board = new StatusBoard(Options.Create(options), new ProbingOptions().ToPolicy(), time);
        var rules = new CurrentRules();
        var engine = new RuleEngine(rules, new ProbingOptions().ToPolicy(), new RttBaselines(), time);
        foreach (var result in new[] { EchoResult.Answered }.Concat(Enumerable.Repeat(EchoResult.Lost, 6)).Append(EchoResult.Answered))
        {
            time.Advance(TimeSpan.FromSeconds(2));
            var stamp = UnixNanos.From(time.GetUtcNow());
            EchoOutcome[] outcomes = [.. catalog.Current.Devices.Select(d => new EchoOutcome(d, time.GetUtcNow().ToUnixTimeMilliseconds(), 0, result, stamp, 1_000_000, 0))];
            engine.Judge(board.Judge(new ProbeTick(time.GetUtcNow(), null, outcomes, 2, EchoTransportState.Ready(EchoTransportMode.Simulated)), catalog.Current));
        }

        Assert.Equal((ConditionState.Fires, "ISP link flapping"), (engine.Of(0, AlertKind.Flapping).State, engine.Of(0, AlertKind.Flapping).Rule?.Name));
        Assert.Equal(ConditionState.Clear, engine.Of(1, AlertKind.Flapping).State);
    }

    [Theory]
    [InlineData("isp-packet-loss", 0)]
    [InlineData("packet-loss", RuleRun.Victim)]
    [InlineData("isp-high-latency", 0)]
    [InlineData("high-latency", RuleRun.Victim)]
    [InlineData("isp-link-flapping", 0)]
    [InlineData("device-flapping", RuleRun.Victim)]
    [InlineData("isp-link-down", 0)]
    [InlineData("device-down", RuleRun.Victim)]
    [InlineData("no-data", RuleRun.Victim)]
    public void Item_29_every_default_rule_can_fire(string key, int device)
    {
        var rule = DefaultRules.All.Single(r => r.DefaultKey == key);
        var run = new RuleRun([.. DefaultRules.All]).Wait(30);
        var cause = rule.Kind switch
        {
            AlertKind.PacketLoss => new EchoBehaviour { Loss = 0.3 },
            AlertKind.Rtt => new EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(rule.Threshold!.Value + 20) },
            AlertKind.NoData => new EchoBehaviour { SendErrno = 101 },
            _ => EchoBehaviour.Dead,
        };
        for (var i = 0; i < (rule.Kind == AlertKind.Flapping ? 2 : 1); i++)
        {
            run.Tree.Watch.Run.Network[Fleet.Address(device)] = EchoBehaviour.Healthy;
            run.Wait(12);
            run.Tree.Watch.Run.Network[Fleet.Address(device)] = cause;
            run.Wait(rule.Kind switch { AlertKind.Flapping => 12, AlertKind.Down => 20, _ => 200 });
        }

        var condition = run[device, rule.Kind];
        Assert.Equal((ConditionState.Fires, key), (condition.State, condition.Rule?.DefaultKey));
    }

    [Fact]
    public void Item_29_loss_is_percent_and_one_lost_echo_of_a_round_fires_nothing()
    {
        var run = new RuleRun([.. DefaultRules.All]).Watch(0, AlertKind.PacketLoss).Wait(60);
        for (var i = 0; i < 3; i++)
        {
            run.Tree.Watch.Run.Network[Fleet.Address(0)] = EchoBehaviour.Dead;
            run.Wait(1.9);   // one echo, or none
            run.Tree.Watch.Run.Network[Fleet.Address(0)] = EchoBehaviour.Healthy;
            run.Wait(100);
        }

        Assert.True(run.Now.Value > 0);
        Assert.DoesNotContain(ConditionState.Fires, run.Story);
    }
}
