using WardOps.Core.Status;

namespace WardOps.Core.Alerts.Rules;

/// <summary>What the rules say of every device. One writer: the alert book, on each verdict.</summary>
public interface IConditions
{
    /// <summary>The enabled rules by which branches are one incident.</summary>
    IReadOnlyList<AlertRule> BranchRules { get; }

    /// <summary>Takes up what a step of the board brought.</summary>
    void Judge(Verdict verdict);

    /// <summary>What they say of a device of the board that was judged last.</summary>
    /// <param name="slot">Its slot.</param>
    /// <param name="kind">Down, Flapping, PacketLoss, Rtt, Jitter or NoData.</param>
    Condition Of(int slot, AlertKind kind);

    /// <summary>Whether a rule judges at that time, by its schedule.</summary>
    bool IsOn(AlertRule rule, DateTimeOffset at);
}
