namespace WardOps.Core.Alerts.Book;

/// <summary>The open alerts by their identity. All that opens, changes or closes an alert goes through here.</summary>
internal sealed class AlertRegister
{
    private readonly Dictionary<AlertKey, Alert> _open = [];

    /// <summary>Grows whenever an alert opens or closes.</summary>
    public long Stamp { get; private set; }

    public IReadOnlyCollection<Alert> All => _open.Values;

    public Alert? Find(AlertKey key) => _open.GetValueOrDefault(key);

    /// <summary>Puts back what was open before a restart.</summary>
    public void Restore(IEnumerable<Alert> open)
    {
        foreach (var alert in open)
        {
            _open[new AlertKey(alert.Subject, alert.Kind)] = alert;
        }

        Stamp++;
    }

    public Alert Open(Alert alert, bool isTold, AlertStep step)
    {
        var opened = step.Set(alert, AlertEventKind.Opened, alert.Message, isTold);
        _open.Add(new AlertKey(opened.Subject, opened.Kind), opened);
        Stamp++;
        return opened;
    }

    /// <summary>Takes a change over that is no line of the timeline.</summary>
    public Alert Change(Alert alert, AlertStep step) => Keep(step.Set(Next(alert)));

    public Alert Change(Alert alert, AlertEventKind kind, string? text, bool isTold, AlertStep step, string? by = null)
        => Keep(step.Set(Next(alert), kind, text, isTold, by));

    /// <summary>It is over, or nothing to be said of any more.</summary>
    /// <param name="alert">Which.</param>
    /// <param name="end">Why.</param>
    /// <param name="ended">When the problem itself was over; null where that is not known.</param>
    /// <param name="step">Takes it up.</param>
    /// <param name="text">What is said; null for what is said in general.</param>
    public Alert Close(Alert alert, AlertEnd end, DateTimeOffset? ended, AlertStep step, string? text = null)
    {
        var closed = Next(alert) with { ClosedAt = step.At, EndedAt = ended, End = end };
        _open.Remove(new AlertKey(alert.Subject, alert.Kind));
        Stamp++;
        return step.Set(closed, AlertEventKind.Closed, text ?? AlertTexts.Closed(closed, end), isTold: true);
    }

    private Alert Keep(Alert alert) => _open[new AlertKey(alert.Subject, alert.Kind)] = alert;

    private static Alert Next(Alert alert) => alert with { Version = alert.Version + 1 };
}
