namespace WardOps.Core.Alerts.Rules;

/// <summary>How an edit of the rules ended. A refused edit is a value, not an exception.</summary>
/// <param name="End">How.</param>
/// <param name="Rule">As it stands now; null if it does not.</param>
/// <param name="Faults">What is wrong, in words; empty if it was done.</param>
public sealed record RuleEdit(RuleEditEnd End, AlertRule? Rule, IReadOnlyList<string> Faults)
{
    public bool IsDone => End == RuleEditEnd.Done;

    internal static RuleEdit Done(AlertRule? rule) => new(RuleEditEnd.Done, rule, []);

    internal static RuleEdit Not(RuleEditEnd end, params IReadOnlyList<string> faults) => new(end, null, faults);
}
