namespace WardOps.Core.Alerts.Rules;

/// <summary>What the rules say of one device and one kind.</summary>
/// <param name="State">Whether there is a problem.</param>
/// <param name="Rule">The worst of the rules that fire; null unless it fires.</param>
/// <param name="Since">When the problem began; default unless it fires.</param>
/// <param name="Value">What was measured, in the unit of the kind; NaN if nothing.</param>
public readonly record struct Condition(ConditionState State, AlertRule? Rule, DateTimeOffset Since, double Value);
