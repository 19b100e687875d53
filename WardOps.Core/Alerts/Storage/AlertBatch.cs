using System.Data.Common;
using WardOps.Core.Status;

namespace WardOps.Core.Alerts.Storage;

/// <summary>Alerts that wait to be written: the newest of each, and their new lines. While the store is away it grows, up to a bound; then what is closed is dropped, the oldest first.</summary>
internal sealed class AlertBatch : ICommitPart
{
    private readonly IAlertWriter _writer;
    private readonly AlertOutbox _outbox;
    private readonly Dictionary<Guid, Alert> _alerts;
    private readonly List<AlertEvent> _events;
    private readonly List<TaskCompletionSource> _waiters = [];

    public AlertBatch(IAlertWriter writer, AlertOutbox outbox, IReadOnlyDictionary<Guid, Alert> alerts, IReadOnlyList<AlertEvent> events)
    {
        (_writer, _outbox) = (writer, outbox);
        (_alerts, _events) = (new Dictionary<Guid, Alert>(alerts), [.. events]);
    }

    public IReadOnlyCollection<Alert> Alerts => _alerts.Values;

    public IReadOnlyList<AlertEvent> Events => _events;

    /// <summary>Ends when it is stored.</summary>
    public Task Stored()
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiters.Add(waiter);
        return waiter.Task;
    }

    public ICommitPart With(ICommitPart newer)
    {
        var other = (AlertBatch)newer;
        foreach (var (id, alert) in other._alerts)
        {
            if (!_alerts.TryGetValue(id, out var known) || known.Version <= alert.Version)
            {
                _alerts[id] = alert;
            }
        }

        _events.AddRange(other._events);
        _waiters.AddRange(other._waiters);
        if (_alerts.Count > _outbox.MostWaiting)
        {
            DropOldest();
        }

        return this;
    }

    public Task WriteAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
        => _writer.WriteAsync(connection, transaction, _alerts.Values, _events, cancellation);

    public void Committed()
    {
        _outbox.Stored(_events.Any(e => e.IsTold));
        foreach (var waiter in _waiters)
        {
            waiter.TrySetResult();
        }
    }

    /// <summary>What is open is never dropped: of that there are at the most a few for each device.</summary>
    private void DropOldest()
    {
        var dropped = _alerts.Values.Where(a => !a.IsOpen).OrderBy(a => a.ClosedAt).Take(_alerts.Count / 10).Select(a => a.Id).ToHashSet();
        foreach (var id in dropped)
        {
            _alerts.Remove(id);
        }

        _events.RemoveAll(e => dropped.Contains(e.AlertId));
        _outbox.Dropped(dropped.Count);
    }
}
