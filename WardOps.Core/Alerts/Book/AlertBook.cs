using Microsoft.Extensions.Options;
using WardOps.Core.Alerts.Rules;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Status;

namespace WardOps.Core.Alerts.Book;

/// <summary>
/// Owns who must be told: the only producer of alerts. It follows what is true, and is compared with it on every step, so that no
/// edge can be missed: a device that was down before WardOps started has its alert like any other. What it decides is written in one transaction
/// with the states it follows from. It waits for nothing; people and the pump take turns.
/// </summary>
public sealed class AlertBook
{
    private readonly Lock _gate = new();
    private readonly AlertRegister _register = new();
    private readonly IConditions _conditions;
    private readonly IAlertWriter _writer;
    private readonly AlertOutbox _outbox;
    private readonly VerdictTimes _times = new();
    private readonly BlindJudge _blind;
    private readonly IncidentJudge _incidents;
    private readonly DeviceJudge _devices;
    private bool _isRestored;
    private volatile OpenAlerts _current = OpenAlerts.None;

    internal AlertBook(IConditions conditions, IAlertWriter writer, AlertOutbox outbox, IOptions<AlertOptions> options)
    {
        (_conditions, _writer, _outbox) = (conditions, writer, outbox);
        _blind = new BlindJudge(_register, options.Value);
        _incidents = new IncidentJudge(_register, conditions, options.Value, _times);
        _devices = new DeviceJudge(_register, conditions, _incidents, _times);
    }

    /// <summary>All open alerts.</summary>
    public OpenAlerts Current => _current;

    /// <summary>They have changed. Called on the thread of the pump or of whoever did something: take no time.</summary>
    public event Action? Changed;

    /// <summary>Puts back what was open when WardOps stopped. Until then nothing opens: it might be open already.</summary>
    public void Restore(IReadOnlyList<Alert> open)
    {
        lock (_gate)
        {
            _register.Restore(open);
            _isRestored = true;
            _current = _current.With(_register.All);
        }

        Changed?.Invoke();
    }

    /// <summary>Follows one step of the board. Only the pump calls it.</summary>
    /// <returns>What has to be written with the states of this step; null if nothing changed.</returns>
    public ICommitPart? Judge(Verdict verdict)
    {
        lock (_gate)
        {
            _conditions.Judge(verdict);
            _times.Judge(verdict);
            if (!_isRestored || verdict.Board.Catalog.Version == 0)
            {
                return null;   // the store has not said yet what is open, or whom we watch
            }

            var step = new AlertStep(verdict.Board.AsOf);
            _blind.Judge(verdict.Board, step);
            if (verdict.Board.Blind is null)
            {
                _incidents.Judge(verdict, step);
                _devices.Judge(verdict, step);
            }

            return Finish(step);
        }
    }

    /// <summary>What a person does with open alerts.</summary>
    /// <param name="ids">Which; those that are not open any more are left out.</param>
    /// <param name="at">When.</param>
    /// <param name="change">What becomes of each: the alert after it and the line of its timeline; null for one that it does not concern.</param>
    /// <returns>What has to be written, and those that were changed.</returns>
    internal (AlertBatch? Batch, IReadOnlyList<Alert> Changed) Change(IEnumerable<Guid> ids, DateTimeOffset at, Func<Alert, AlertEdit?> change)
    {
        lock (_gate)
        {
            var step = new AlertStep(at);
            foreach (var alert in ids.Distinct().Select(_current.Find).OfType<Alert>())
            {
                if (change(alert) is { } edit)
                {
                    _ = edit.Kind is { } kind
                        ? _register.Change(edit.Alert, kind, edit.Text, edit.IsTold, step, edit.By)
                        : _register.Change(edit.Alert, step);
                }
            }

            return (Finish(step), [.. step.Alerts.Values]);
        }
    }

    /// <summary>A comment on an alert that is closed, and so not in the book any more.</summary>
    internal AlertBatch Comment(Alert closed, DateTimeOffset at, string by, string text)
    {
        var step = new AlertStep(at);
        step.Set(closed with { Version = closed.Version + 1 }, AlertEventKind.Commented, text, isTold: false, by);
        return new AlertBatch(_writer, _outbox, step.Alerts, step.Events);
    }

    private AlertBatch? Finish(AlertStep step)
    {
        if (step.IsEmpty)
        {
            return null;
        }

        _current = _current.With(_register.All);
        Changed?.Invoke();
        return new AlertBatch(_writer, _outbox, step.Alerts, step.Events);
    }
}
