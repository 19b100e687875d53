namespace WardOps.Core.Alerts.Book;

/// <summary>What one step of the book changes, while it is being made.</summary>
internal sealed class AlertStep(DateTimeOffset at)
{
    public Dictionary<Guid, Alert> Alerts { get; } = [];

    public List<AlertEvent> Events { get; } = [];

    /// <summary>Clock of the tick.</summary>
    public DateTimeOffset At { get; } = at;

    public bool IsEmpty => Alerts.Count == 0;

    /// <summary>Takes a change over that is no line of the timeline: a rename.</summary>
    public Alert Set(Alert alert)
    {
        // One version for each step: the store sees the last of them only.
        Alerts[alert.Id] = alert;
        return alert;
    }

    /// <summary>Takes a change over, with its line of the timeline.</summary>
    public Alert Set(Alert alert, AlertEventKind kind, string? text, bool isTold, string? by = null)
    {
        var next = alert with { Events = alert.Events + 1 };
        Events.Add(new AlertEvent(next.Id, next.Events, At, kind, by, text, isTold, next.Severity));
        return Set(next);
    }
}
