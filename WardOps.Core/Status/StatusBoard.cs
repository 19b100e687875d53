using Microsoft.Extensions.Options;
using WardOps.Core.Devices;
using WardOps.Core.Maintenance;
using WardOps.Core.Probing;

namespace WardOps.Core.Status;

/// <summary>
/// Owns what is true now. One writer (the pump) judges tick by tick; every reader takes <see cref="Current"/>, without a
/// lock. It never reads history, and it waits for nothing.
/// </summary>
public sealed class StatusBoard(IOptions<StatusOptions> options, ProbePolicy policy, TimeProvider time, MaintenanceWindows? windows = null)
{
    /// <summary>A clock that moves by less from one tick to the next is slewed, and not stepped.</summary>
    private const long LeastStepNs = 100_000_000;

    private readonly EchoClock _clock = new(time);
    private readonly long _startedAt = UnixNanos.From(time.GetUtcNow());
    private readonly long _believedSince = new EchoClock(time).Mono;
    private readonly long _staleAfter = policy.Interval.Ticks * 100 * options.Value.UnknownAfterIntervals;
    private DeviceTrack[] _tracks = [];
    private FamilyBlindness _families;
    private long _clockOffset;
    private readonly Standings _standings = new(options.Value);
    private readonly OutcomeOrder _order = new();
    private readonly MaintenanceMarks _maintenance = new(windows ?? new MaintenanceWindows());
    private ProbeSettings[] _settings = [];
    private StoredBoard? _restored;
    private volatile Board _current = Board.Empty;

    public Board Current => _current;

    /// <summary>Gives back what was true before a restart. Callable from any thread, before or after the devices are known; the next tick takes it up.</summary>
    public void Restore(StoredBoard stored) => Interlocked.Exchange(ref _restored, stored);

    /// <summary>Judges one tick. Only the pump calls it.</summary>
    public Verdict Judge(ProbeTick tick, Catalog catalog)
    {
        var step = new BoardStep(_current, tick.At, options.Value.RecentChanges);
        if (catalog.Version != _current.Catalog.Version)
        {
            Adopt(catalog, step);
        }

        TranslateTimes(tick.ClockOffset, catalog, step);
        if (catalog.Devices.Length > 0 && Interlocked.Exchange(ref _restored, null) is { } stored)
        {
            TakeUp(stored, step);
        }

        var mono = _clock.Mono;
        foreach (var place in _order.Of(tick.Outcomes))
        {
            ref readonly var outcome = ref tick.Outcomes[place];
            if (step.At(outcome.Device.Slot) is { Device: { Enabled: true } device } && device.IsSameTargetAs(outcome.Device)
                && !(outcome.Result == EchoResult.Lost && device.HasMovedFrom(outcome.Device)))
            {
                Book(in outcome, tick.IsBelieved(in outcome), mono, step);
            }
        }

        foreach (ref readonly var hint in tick.Hints)
        {
            if (step.At(hint.Device.Slot)?.Device.Id == hint.Device.Id)
            {
                step.Hint(hint.Device.Slot, hint.Words);
            }
        }

        _maintenance.Follow(catalog, tick.At);
        var now = UnixNanos.From(tick.At);
        foreach (var device in catalog.Parents.Order)   // parents first: nobody is judged by what was told of them a tick ago
        {
            ref var track = ref _tracks[device.Slot];
            if (!tick.IsBelieved(device))
            {
                track = StatusRules.Unbelieved(in track);
                track = StatusRules.Untold(in track, in _standings[device.Slot]);
                _standings.Doubt(device.Slot);
            }

            var settings = _settings[device.Slot];
            track = StatusRules.Age(in track, now, mono, _believedSince, _staleAfter * settings.EveryRounds);
            Tell(device, settings, catalog, mono, step);
        }

        _families = tick.Sight.IsClear ? _families.Next(tick.Families, _current.Blind?.Since ?? tick.At) : _families;
        step.PartlyBlind = tick.Sight.IsClear ? _families.Told : null;
        return Publish(step.Finish(tick.Transport, Blindness.Next(_current.Blind, tick.Sight, tick.At), tick.Setback, _current.LastRound, null));
    }

    /// <summary>Takes up round-trip time and loss of a closed round. Only the pump calls it.</summary>
    public Verdict Close(Round round)
    {
        var step = new BoardStep(_current, _current.AsOf, options.Value.RecentChanges);
        foreach (var device in round.Catalog.Probed)
        {
            if (step.At(device.Slot) is { Device.Enabled: true } state && state.Device.IsSameTargetAs(device))
            {
                step.Set(Measured(state, round, device) with { LastPingAt = UnixNanos.ToTimeOrNull(_tracks[device.Slot].LastReplyAt) });
            }
        }

        return Publish(step.Finish(_current.Transport, _current.Blind, _current.Setback, new RoundMark(round.Number, round.At, round.ClosedAt) { Sight = round.Sight, Families = round.Families }, round));
    }

    /// <summary>
    /// What the last round says of a device: of one that was not its turn nothing, so the figures of its own last round stand; a
    /// round that cannot be believed leaves no figures.
    /// </summary>
    private DeviceState Measured(DeviceState state, Round round, WatchedDevice device)
    {
        var result = round[device];
        return !ProbeOrder.IsDue(device.Id, _settings[device.Slot].EveryRounds, round.Number) && !result.IsKnown ? state
            : round.Sight.IsClear ? state with { RttMs = Finite(result.RttMeanMs), LossPercent = Finite(result.LossPercent) }
            : state with { RttMs = null, LossPercent = null };
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    /// <summary>A wall clock that was stepped has moved the past too: an outage began as long ago as before.</summary>
    private void TranslateTimes(long offset, Catalog catalog, BoardStep step)
    {
        var moved = _clockOffset == 0 || offset == 0 ? 0 : offset - _clockOffset;
        _clockOffset = offset == 0 ? _clockOffset : offset;
        if (Math.Abs(moved) < LeastStepNs)
        {
            return;   // slewed
        }

        foreach (var device in catalog.Probed)
        {
            ref var track = ref _tracks[device.Slot];
            track = StatusRules.Stepped(in track, moved);
            _standings.Step(device.Slot, moved);
            if (step.At(device.Slot)?.Since is not null)
            {
                step.Turn(device.Slot, in track, in _standings[device.Slot]);
            }
        }
    }

    private void Adopt(Catalog catalog, BoardStep step)
    {
        Array.Resize(ref _tracks, catalog.Slots);
        Array.Resize(ref _settings, catalog.Slots);
        _standings.Resize(catalog.Slots);
        foreach (var device in catalog.Probed)
        {
            _settings[device.Slot] = policy.Of(device);
            if (step.At(device.Slot) is { } was && device.HasMovedFrom(was.Device))
            {
                _tracks[device.Slot] = StatusRules.Moved(in _tracks[device.Slot]);
                _standings.Doubt(device.Slot);
            }
        }

        foreach (var gone in step.Adopt(catalog))
        {
            _tracks[gone] = default;
            _standings.Reset(gone);
        }
    }

    private void Book(in EchoOutcome outcome, bool isBelieved, long mono, BoardStep step)
    {
        var slot = outcome.Device.Slot;
        if (outcome.Result == EchoResult.Answered)
        {
            step.Hint(slot, null);
        }
        else if (outcome.Result == EchoResult.NotSent)
        {
            step.Hint(slot, SendErrors.Words(outcome.Errno));
        }

        if (isBelieved)
        {
            var settings = _settings[slot];
            var told = outcome.SilentSince == 0 ? outcome : outcome with { SentAt = outcome.SilentSince };   // the row began then, in a doubt without cause
            var next = StatusRules.Next(in _tracks[slot], in told, settings.DownAfter, settings.UpAfter);
            var isSample = outcome.Result == EchoResult.Answered || (outcome.Result == EchoResult.Lost && !outcome.IsDoubted);
            _tracks[slot] = isSample ? next with { LastSeen = mono } : next;
            if (isSample && outcome.Result == EchoResult.Lost)
            {
                _standings.Lost(slot, outcome.Order);
            }
        }
    }

    /// <summary>An outage that began before the restart keeps its beginning; a device that was up is believed for as long as its last round is.</summary>
    private void TakeUp(StoredBoard stored, BoardStep step)
    {
        step.LastRound(stored.LastRound);
        var fresh = stored.LastRound is { } last && UnixNanos.From(last.ClosedAt) + _staleAfter > _startedAt;
        foreach (var row in stored.States)
        {
            if (step.Find(row.DeviceId) is not { } state)
            {
                continue;
            }

            // Also where nothing is taken up: a version that went back would never be written again.
            step.Set(state with { Version = Math.Max(state.Version, row.Version + 1) });
            if (state.Device is { Enabled: true } device)
            {
                ref var track = ref _tracks[device.Slot];
                track = StoredTracks.Merge(in track, row, fresh);
                _standings.Restore(device, in track, row, _clock.Mono);
                step.Restore(state, in track, in _standings[device.Slot], row, stored.LastRound);
            }
        }
    }

    /// <summary>Decides what is told of a device whose parents have been decided on.</summary>
    private void Tell(WatchedDevice device, ProbeSettings settings, Catalog catalog, long mono, BoardStep step)
    {
        var was = _standings.Judge(device.Slot, _tracks, catalog.Parents, settings.DownAfter, mono);
        ref readonly var told = ref _standings[device.Slot];
        if (told.Status != was.Status || told.Since != was.Since)
        {
            step.Turn(device.Slot, in _tracks[device.Slot], in told);
        }

        var flapping = _standings.IsFlapping(device, was.Status, mono) ? DeviceFlags.Flapping : DeviceFlags.None;
        step.Mark(device.Slot, _maintenance[device.Slot] ? flapping | DeviceFlags.Maintenance : flapping);
    }

    private Verdict Publish(Verdict verdict)
    {
        _current = verdict.Board;
        return verdict;
    }
}
