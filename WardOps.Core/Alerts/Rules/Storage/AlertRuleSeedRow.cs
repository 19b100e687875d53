namespace WardOps.Core.Alerts.Rules.Storage;

/// <summary>That a default has been added once: what people have made of it since, or that they deleted it, stands.</summary>
internal sealed class AlertRuleSeedRow
{
    public required string DefaultKey { get; set; }
}
