namespace WardOps.Core.Alerts.Storage;

/// <summary>A row of <c>alert_events</c>: the timeline of an alert, and the outbox of what people have to be told of.</summary>
public sealed class AlertEventRow
{
    public Guid AlertId { get; set; }

    public int Number { get; set; }

    public DateTimeOffset At { get; set; }

    public AlertEventKind Kind { get; set; }

    public string? By { get; set; }

    public string? Text { get; set; }

    public AlertSeverity Severity { get; set; }

    /// <summary>The notifier has to take it, and has not yet.</summary>
    public bool IsWaiting { get; set; }
}
