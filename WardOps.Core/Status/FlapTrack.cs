namespace WardOps.Core.Status;

/// <summary>The last changes of one device from Up to Down and back, and whether they are too many. Only a device that has changed has one; it goes by the monotonic clock.</summary>
internal sealed class FlapTrack
{
    private readonly Queue<long> _changes = new(4);

    public bool IsFlapping { get; private set; }

    /// <summary>Nothing is remembered any more.</summary>
    public bool IsEmpty => _changes.Count == 0 && !IsFlapping;

    /// <summary>One that was flapping before a restart goes on until it has been calm for a window: when it changed is not known any more.</summary>
    public static FlapTrack Restored(long mono, FlapSettings settings)
    {
        var track = new FlapTrack { IsFlapping = true };
        for (var i = 0; i < settings.EndBelow; i++)
        {
            track._changes.Enqueue(mono);
        }

        return track;
    }

    /// <summary>Up to Down or Down to Up. That it hides behind its parent is no flapping of its own, nor is that the monitor was blind.</summary>
    public static bool Counts(DeviceStatus from, DeviceStatus to)
        => (from, to) is (DeviceStatus.Up, DeviceStatus.Down) or (DeviceStatus.Down, DeviceStatus.Up);

    /// <summary>Takes a change up; more than <see cref="FlapSettings.MostChanges"/> decide nothing.</summary>
    public void Change(long mono)
    {
        if (_changes.Count == FlapSettings.MostChanges)
        {
            _changes.Dequeue();
        }

        _changes.Enqueue(mono);
    }

    /// <summary>Forgets what is older than the window, and judges.</summary>
    public void Judge(long mono, FlapSettings settings)
    {
        while (_changes.TryPeek(out var oldest) && mono - oldest >= settings.Window.Ticks * 100)
        {
            _changes.Dequeue();
        }

        IsFlapping = _changes.Count >= (IsFlapping ? settings.EndBelow : settings.StartAt);
    }
}
