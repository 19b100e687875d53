using WardOps.Core.Alerts.Rules;
using WardOps.Core.Devices;
using WardOps.Core.Status;

namespace WardOps.Core.Alerts.Book;

/// <summary>Keeps the alerts of devices: they follow what the rules say, and are compared with it on every step.</summary>
internal sealed class DeviceJudge(AlertRegister register, IConditions conditions, IncidentJudge incidents, VerdictTimes times)
{
    // Flapping comes before Down: while a device flaps, whether it is down just now is not told.
    private static readonly AlertKind[] s_kinds = [AlertKind.Flapping, AlertKind.Down, AlertKind.PacketLoss, AlertKind.Rtt, AlertKind.Jitter, AlertKind.NoData];

    private int[] _open = [];
    private long _stamp = -1;
    private long _catalog = -1;

    public void Judge(Verdict verdict, AlertStep step)
    {
        var board = verdict.Board;
        if (_catalog != board.Catalog.Version)
        {
            FollowCatalog(board.Catalog, step);
        }

        if (_stamp != register.Stamp || _catalog != board.Catalog.Version)
        {
            Index(board.Catalog);
        }

        foreach (var device in board.Catalog.Probed)
        {
            foreach (var kind in s_kinds)
            {
                var condition = conditions.Of(device.Slot, kind);
                if ((_open[device.Slot] & (1 << (int)kind)) != 0)
                {
                    Follow(board, device, kind, in condition, step);
                }
                else if (condition.State == ConditionState.Fires && board.BySlot[device.Slot] is { } state && !IsHeldBack(state, kind))
                {
                    Open(state, kind, in condition, step);
                }
            }
        }

        _stamp = register.Stamp;
    }

    /// <summary>What keeps an alert from opening. None of it keeps one from closing.</summary>
    private bool IsHeldBack(DeviceState state, AlertKind kind)
        => (state.Flags & DeviceFlags.Maintenance) != 0
            || (kind == AlertKind.Down && (incidents.Speaks(state.Device.Id) || (_open[state.Device.Slot] & (1 << (int)AlertKind.Flapping)) != 0));

    private void Open(DeviceState state, AlertKind kind, in Condition condition, AlertStep step)
    {
        var device = state.Device;
        var incident = kind == AlertKind.Down ? incidents.ToldBy(device.Id) : null;
        register.Open(
            new Alert
            {
                Id = Guid.CreateVersion7(step.At),
                Subject = AlertSubject.Device(device.Id),
                Kind = kind,
                Severity = condition.Rule!.Severity,
                Name = device.Name,
                Ip = device.Ip,
                Branch = device.Branch,
                Region = device.Region,
                DeviceType = device.DeviceType,
                RuleId = condition.Rule.Id,
                RuleName = condition.Rule.Name,
                Message = AlertTexts.Of(kind, device, condition.Value),
                Value = double.IsFinite(condition.Value) ? condition.Value : null,
                Since = condition.Since,
                VerdictAt = kind == AlertKind.Down ? times.Of(device, step.At) : step.At,
                OpenedAt = step.At,
                IncidentId = incident,
            },
            isTold: incident is null,
            step);
        _open[device.Slot] |= 1 << (int)kind;
        if (kind == AlertKind.Flapping && Find(device, AlertKind.Down) is { } down)
        {
            register.Close(down, AlertEnd.Merged, null, step, $"{device.Name} goes up and down");
            _open[device.Slot] &= ~(1 << (int)AlertKind.Down);
        }
    }

    private void Follow(Board board, WatchedDevice device, AlertKind kind, in Condition condition, AlertStep step)
    {
        if (condition.State == ConditionState.Unsaid || Find(device, kind) is not { } alert)
        {
            return;
        }

        if (condition.State == ConditionState.Fires)
        {
            Adjust(alert, in condition, step);
            return;
        }

        var state = board.BySlot[device.Slot]!;
        var isOver = condition.State == ConditionState.Clear;
        var text = isOver && kind == AlertKind.Flapping
            ? $"{device.Name} has stopped going up and down, and is {state.Status switch { DeviceStatus.Up => "up", DeviceStatus.Down => "down", _ => "not known" }}"
            : null;
        register.Close(alert, isOver ? AlertEnd.Recovered : AlertEnd.RuleChanged, isOver ? kind == AlertKind.Down ? state.Since : step.At : null, step, text);
        _open[device.Slot] &= ~(1 << (int)kind);
    }

    /// <summary>It goes on, and may have become worse or milder by another rule, or begun at another time by a clock that was set.</summary>
    private void Adjust(Alert alert, in Condition condition, AlertStep step)
    {
        var rule = condition.Rule!;
        var next = alert.RuleId == rule.Id ? alert : alert with { RuleId = rule.Id, RuleName = rule.Name };
        if (rule.Severity > alert.Severity)
        {
            // Whoever had taken the milder problem on has not taken this one on.
            register.Change(next with { Severity = rule.Severity, AcknowledgedBy = null, AcknowledgedAt = null, SnoozedUntil = null }, AlertEventKind.Worse, rule.Name, isTold: true, step);
        }
        else if (rule.Severity < alert.Severity)
        {
            register.Change(next with { Severity = rule.Severity }, AlertEventKind.Milder, rule.Name, isTold: false, step);
        }
        else if (alert.Kind == AlertKind.Down && (condition.Since - alert.Since).Duration() >= TimeSpan.FromSeconds(1))
        {
            register.Change(next with { Since = condition.Since }, step);
        }
        else if (next != alert)
        {
            register.Change(next, step);
        }
    }

    /// <summary>Devices that are gone, not watched any more, or somebody else at another address; and those that are called otherwise.</summary>
    private void FollowCatalog(Catalog catalog, AlertStep step)
    {
        foreach (var alert in register.All.Where(a => a.Subject.Kind == AlertSubjectKind.Device).ToList())
        {
            var device = catalog.Find(alert.Subject.Id);
            if (device is null || !device.Enabled)
            {
                register.Close(alert, device is null ? AlertEnd.Deleted : AlertEnd.Disabled, null, step);
            }
            else if (device.Ip != alert.Ip)
            {
                register.Close(alert, AlertEnd.Readdressed, null, step);
            }
            else if ((device.Name, device.Branch, device.Region, device.DeviceType) != (alert.Name, alert.Branch, alert.Region, alert.DeviceType))
            {
                register.Change(alert with { Name = device.Name, Message = AlertTexts.Of(alert.Kind, device, alert.Value ?? double.NaN), Branch = device.Branch, Region = device.Region, DeviceType = device.DeviceType }, step);
            }
        }
    }

    private void Index(Catalog catalog)
    {
        _catalog = catalog.Version;
        _open = _open.Length < catalog.Slots ? new int[catalog.Slots] : _open;
        Array.Clear(_open);
        foreach (var alert in register.All)
        {
            if (alert.Subject.Kind == AlertSubjectKind.Device && catalog.Find(alert.Subject.Id) is { } device)
            {
                _open[device.Slot] |= 1 << (int)alert.Kind;
            }
        }
    }

    private Alert? Find(WatchedDevice device, AlertKind kind) => register.Find(new AlertKey(AlertSubject.Device(device.Id), kind));
}
