using WardOps.Core.Devices;

namespace WardOps.Core.Status;

/// <summary>What is told of every device, by slot, and who is flapping. Part of the status board, for its one writer.</summary>
internal sealed class Standings(StatusOptions options)
{
    private readonly long _patience = options.ParentPatience.Ticks * 100;
    private Standing[] _told = [];
    private FlapTrack?[] _flaps = [];

    public ref readonly Standing this[int slot] => ref _told[slot];

    public void Resize(int slots)
    {
        Array.Resize(ref _told, slots);
        Array.Resize(ref _flaps, slots);
    }

    /// <summary>Another device has the slot, or the same one begins anew.</summary>
    public void Reset(int slot) => (_told[slot], _flaps[slot]) = (default, null);

    public void Lost(int slot, long order) => _told[slot] = StandingRules.Lost(in _told[slot], order);

    public void Doubt(int slot) => _told[slot] = StandingRules.Doubted(in _told[slot]);

    public void Step(int slot, long step) => _told[slot] = StandingRules.Stepped(in _told[slot], step);

    public void Restore(WatchedDevice device, in DeviceTrack own, StoredState row, long mono)
    {
        _told[device.Slot] = StandingRules.Restored(in _told[device.Slot], in own, row.Status);
        if (row.Flags.HasFlag(DeviceFlags.Flapping))
        {
            _flaps[device.Slot] ??= FlapTrack.Restored(mono, options.FlappingOf(device.DeviceType));
        }
    }

    /// <summary>Judges one device, whose parents have been judged.</summary>
    /// <returns>What was told of it until now.</returns>
    public Standing Judge(int slot, DeviceTrack[] tracks, ParentSlots parents, int downAfter, long mono)
    {
        ref readonly var own = ref tracks[slot];
        var was = _told[slot];
        _told[slot] = StandingRules.Next(in was, in own, own.Status == DeviceStatus.Down ? Parents(slot, tracks, parents) : default, downAfter, mono, _patience);
        return was;
    }

    /// <summary>Whether a device is flapping, after it has been judged.</summary>
    public bool IsFlapping(WatchedDevice device, DeviceStatus was, long mono)
    {
        ref var flap = ref _flaps[device.Slot];
        if (FlapTrack.Counts(was, _told[device.Slot].Status))
        {
            (flap ??= new FlapTrack()).Change(mono);
        }

        if (flap is null)
        {
            return false;
        }

        flap.Judge(mono, options.FlappingOf(device.DeviceType));
        if (flap.IsEmpty)
        {
            flap = null;
            return false;
        }

        return flap.IsFlapping;
    }

    private ParentsNow Parents(int slot, DeviceTrack[] tracks, ParentSlots parents)
    {
        var slots = parents[slot];
        var now = slots.IsEmpty ? default : ParentsNow.Nobody;
        foreach (var parent in slots)
        {
            now = now.And(in tracks[parent], in _told[parent], tracks[slot].FirstLost);
        }

        return now;
    }
}
