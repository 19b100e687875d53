using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Rules;
using WardOps.Core.Alerts.Rules.Baselines;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;
using WardOps.Core.Status;
using WardOps.Tests.Probing;
using WardOps.Tests.Status.Parents;

namespace WardOps.Tests.Alerts.Rules;

/// <summary>The engine of the rules over a branch and fifty devices elsewhere, on a simulated network in virtual time. Device 0 is the router, 3 is where the tests do harm.</summary>
internal sealed class RuleRun
{
    public const int Victim = 3;

    private readonly List<(TimeSpan At, Condition Condition)> _story = [];
    private (int Device, AlertKind Kind) _watched = (Victim, AlertKind.Down);

    public RuleRun(params AlertRule[] rules)
        : this(new ParentTree(), rules)
    {
    }

    public RuleRun(ParentTree tree, params AlertRule[] rules)
    {
        Tree = tree;
        Rules.Swap(rules);
        Engine = new RuleEngine(Rules, new ProbingOptions().ToPolicy(), Baselines, tree.Watch.Run.Time);
        tree.Watch.Verdicts = Take;
        if (rules.Length > 0)
        {
            Watch(Victim, rules[0].Kind);
        }

        Wait(1);
    }

    public ParentTree Tree { get; }

    public CurrentRules Rules { get; } = new();

    public RttBaselines Baselines { get; } = new();

    public RuleEngine Engine { get; }

    public TwoClocks Time => Tree.Watch.Run.Time;

    /// <summary>What has been said of the watched device and kind, without repetitions.</summary>
    public IEnumerable<ConditionState> Story => _story.Select(s => s.Condition.State);

    public Condition Now => this[_watched.Device, _watched.Kind];

    public Condition this[int device, AlertKind kind] => Engine.Of(Slot(device), kind);

    /// <summary>A rule that asks for all devices, without any duration.</summary>
    public static AlertRule Rule(AlertKind kind, double? threshold = null, double? recoverAt = null, double forSeconds = 0)
        => new()
        {
            Id = Guid.CreateVersion7(), Name = $"{kind} {threshold}", Kind = kind, Severity = AlertSeverity.Medium, Threshold = threshold, RecoverAt = recoverAt, For = TimeSpan.FromSeconds(forSeconds),
        };

    public static DeviceScope Only(int device) => DeviceScope.Of(ScopeKind.Device, ParentTree.Id(device).ToString());

    public RuleRun Watch(int device, AlertKind kind)
    {
        _watched = (device, kind);
        _story.Clear();
        return this;
    }

    /// <summary>The victim answers so from now on, and so much time passes.</summary>
    public RuleRun Behave(EchoBehaviour behaviour, double seconds)
    {
        Tree.Watch.Run.Network[Fleet.Address(Victim)] = behaviour;
        return Wait(seconds);
    }

    public RuleRun Wait(double seconds)
    {
        Tree.Wait(seconds);
        return this;
    }

    /// <summary>Seconds from a moment until it was first said.</summary>
    public double SecondsTo(ConditionState state, TimeSpan from) => (_story.First(s => s.At >= from && s.Condition.State == state).At - from).TotalSeconds;

    private int Slot(int device) => Tree.Catalog.Find(ParentTree.Id(device))!.Slot;

    private void Take(Verdict verdict)
    {
        Engine.Judge(verdict);
        var now = verdict.Board.Catalog.Find(ParentTree.Id(_watched.Device)) is { } device ? Engine.Of(device.Slot, _watched.Kind) : default;
        if (_story.Count == 0 || _story[^1].Condition.State != now.State)
        {
            _story.Add((Time.Elapsed, now));
        }
    }
}
