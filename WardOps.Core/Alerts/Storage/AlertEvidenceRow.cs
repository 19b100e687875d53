namespace WardOps.Core.Alerts.Storage;

/// <summary>A row of <c>alert_evidence</c>: what was seen around the first lost echo of an outage, kept with the alert.</summary>
public sealed class AlertEvidenceRow
{
    public Guid AlertId { get; set; }

    public DateTimeOffset TakenAt { get; set; }

    /// <summary>The card as JSON.</summary>
    public required string Card { get; set; }
}
