using System.Collections.Immutable;
using System.Runtime.InteropServices;
using WardOps.Core.Devices;
using WardOps.Core.Probing;

namespace WardOps.Core.Status;

/// <summary>The next board while it is being made. Copies the states only when the first of them changes.</summary>
internal sealed class BoardStep(Board was, DateTimeOffset at, int recentChanges)
{
    private readonly SortedSet<int> _changed = [];
    private readonly List<StatusChange> _transitions = [];
    private Catalog _catalog = was.Catalog;
    private DeviceState?[]? _states;
    private RoundMark? _lastRound;
    private ImmutableList<StatusChange> _recent = was.Recent;

    /// <summary>Why one address family is not believed; as it was if nobody says otherwise.</summary>
    public Blindness? PartlyBlind { get; set; } = was.PartlyBlind;

    public DeviceState? At(int slot)
    {
        var length = _states?.Length ?? was.BySlot.Length;
        return slot >= length ? null : _states is null ? was.BySlot[slot] : _states[slot];
    }

    public DeviceState? Find(Guid id) => _catalog.Find(id) is { } device ? At(device.Slot) : null;

    /// <summary>Puts the devices of another catalog on the board.</summary>
    /// <returns>The slots whose track is void: devices that are gone, are not probed any more, or have another address.</returns>
    public List<int> Adopt(Catalog catalog)
    {
        // The gone come first: the slot of one of them may be another device's by now, whose track is void too.
        List<int> reset = [.. was.States.Select(s => s.Device).Where(d => catalog.Find(d.Id) is null).Select(d => d.Slot)];
        var states = new DeviceState?[catalog.Slots];
        foreach (var device in catalog.Devices)
        {
            var old = At(device.Slot);
            if (old is not null && ReferenceEquals(old.Device, device))
            {
                states[device.Slot] = old;
                continue;
            }

            var keeps = old is not null && device.Enabled && old.Device.Enabled && old.Device.IsSameTargetAs(device);
            states[device.Slot] = keeps
                ? old! with { Device = device, Version = old.Version + 1 }
                : new DeviceState(device, DeviceStatus.Unknown, null, null, null, null, null, (old?.Device.Id == device.Id ? old.Version : 0) + 1);
            _changed.Add(device.Slot);
            if (!keeps && old is not null)
            {
                reset.Add(device.Slot);
            }
        }

        _states = states;
        _catalog = catalog;
        return reset;
    }

    public void Set(DeviceState state)
    {
        _states ??= [.. was.BySlot];
        _states[state.Device.Slot] = state;
        _changed.Add(state.Device.Slot);
    }

    /// <summary>A device changes its status, or the beginning of it.</summary>
    public void Turn(int slot, in DeviceTrack own, in Standing told)
    {
        var state = At(slot)!;
        var since = UnixNanos.ToTime(told.Since);
        if (told.Status != state.Status)
        {
            _transitions.Add(new StatusChange(state.Device, state.Status, told.Status, since));
        }

        Set(Shown(state, in own, in told) with { Version = state.Version + 1 });
    }

    /// <summary>A device gets back what was true of it before a restart; that is no change of status.</summary>
    public void Restore(DeviceState state, in DeviceTrack own, in Standing told, StoredState row, RoundMark? lastRound)
    {
        var shown = Shown(state, in own, in told) with { Version = Math.Max(state.Version, row.Version + 1), Marks = row.Flags & (DeviceFlags.Flapping | DeviceFlags.Maintenance) };
        Set(row.Status == DeviceStatus.Up && lastRound is not null && shown.LastPingAt < lastRound.ClosedAt
            ? shown with { LastPingAt = lastRound.ClosedAt }
            : shown);
        if (shown.DownSince is { } since)
        {
            _recent = _recent.Add(new StatusChange(state.Device, null, shown.Status, since));
        }
    }

    /// <summary>A device begins or ends to be flapping, or to be in maintenance.</summary>
    public void Mark(int slot, DeviceFlags marks)
    {
        if (At(slot) is { } state && state.Marks != marks)
        {
            Set(state with { Marks = marks, Version = state.Version + 1 });
        }
    }

    /// <summary>Notes what may explain the state of a device, or that nothing has to be explained any more.</summary>
    public void Hint(int slot, string? hint)
    {
        if (At(slot) is { } state && state.Hint != hint)
        {
            Set(state with { Hint = hint });
        }
    }

    public void LastRound(RoundMark? mark) => _lastRound = mark;

    public Verdict Finish(EchoTransportState transport, Blindness? blind, ClockSetback? setback, RoundMark? lastRound, Round? closed)
    {
        _transitions.Reverse();   // newest first, where several have the same time
        if (_transitions.Count > 0 || _recent != was.Recent)
        {
            _recent = [.. _transitions.Where(IsNews).Concat(_recent).OrderByDescending(c => c.At).Take(recentChanges)];
        }

        var changed = _changed.Select(slot => _states![slot]!).ToList();
        var totals = changed.Count == 0 && _catalog == was.Catalog ? was.Totals : BoardTotals.Of(_states!.OfType<DeviceState>());
        var board = new Board(
            was.Version + 1,
            at,
            _catalog,
            _states is null ? was.BySlot : ImmutableCollectionsMarshal.AsImmutableArray(_states),
            totals,
            lastRound ?? _lastRound,
            _recent,
            transport)
        {
            Blind = blind,
            PartlyBlind = PartlyBlind,
            Setback = setback,
        };
        return new Verdict(board, changed, _transitions, closed);
    }

    /// <summary>That a device answers for the first time is no news: after a start the whole fleet does.</summary>
    private static bool IsNews(StatusChange change) => change is not { From: DeviceStatus.Unknown, To: DeviceStatus.Up };

    private static DeviceState Shown(DeviceState state, in DeviceTrack own, in Standing told) => state with
    {
        Status = told.Status,
        Since = UnixNanos.ToTimeOrNull(told.Since),
        DownSince = told.IsAway ? UnixNanos.ToTimeOrNull(own.FirstLostAt) : null,
        LastPingAt = UnixNanos.ToTimeOrNull(own.LastReplyAt),
        SilentSince = UnixNanos.ToTimeOrNull(own.FirstLostAt),
    };
}
