using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Rules;
using WardOps.Core.Status;

namespace WardOps.Tests.Alerts;

/// <summary>Down after so long, flapping, and branches: what the rules say of statuses, without the rules.</summary>
internal sealed class PlainConditions(TimeSpan downFor, TimeSpan branchFor, double share) : IConditions
{
    private Board _board = Board.Empty;

    public AlertRule Down { get; set; } = Rule(1, "Device down", AlertKind.Down, AlertSeverity.High) with { For = downFor };

    public AlertRule? Flapping { get; set; } = Rule(2, "Device flapping", AlertKind.Flapping, AlertSeverity.Medium);

    public List<AlertRule> Branches { get; } = [Rule(3, "Branch offline", AlertKind.Branch, AlertSeverity.Critical) with { For = branchFor, Threshold = share }];

    public IReadOnlyList<AlertRule> BranchRules => Branches;

    public void Judge(Verdict verdict) => _board = verdict.Board;

    public bool IsOn(AlertRule rule, DateTimeOffset at) => true;

    public Condition Of(int slot, AlertKind kind)
    {
        var state = _board.BySlot[slot]!;
        return kind switch
        {
            AlertKind.Down when state.Status == DeviceStatus.Up => new Condition(ConditionState.Clear, null, default, double.NaN),
            AlertKind.Down when state is { Status: DeviceStatus.Down, DownSince: { } since } && _board.AsOf >= since + Down.For => new Condition(ConditionState.Fires, Down, since, double.NaN),
            AlertKind.Flapping when Flapping is null => new Condition(ConditionState.NotAsked, null, default, double.NaN),
            AlertKind.Flapping when (state.Flags & DeviceFlags.Flapping) != 0 => new Condition(ConditionState.Fires, Flapping, state.Since ?? _board.AsOf, double.NaN),
            AlertKind.Flapping => new Condition(ConditionState.Clear, null, default, double.NaN),
            _ => default,
        };
    }

    private static AlertRule Rule(byte id, string name, AlertKind kind, AlertSeverity severity)
        => new() { Id = new Guid(id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), Name = name, Kind = kind, Severity = severity };
}
