namespace WardOps.Core.Status;

/// <summary>What is told of one device, where its <see cref="DeviceTrack"/> is what its own echoes say. Times of the wall are nanoseconds since the Unix epoch; 0 is never.</summary>
/// <param name="Status">What is told.</param>
/// <param name="Since">Since when: for Down and Unreachable its own first lost echo, for Up the first answer.</param>
public readonly record struct Standing(DeviceStatus Status, long Since)
{
    /// <summary>When its Down began to wait for a parent that may be dead too, on the monotonic clock; 0 while nothing waits.</summary>
    public long HeldSince { get; init; }

    /// <summary>Its parents are no longer all away, and it has not said yet whether it is back.</summary>
    public bool IsGated { get; init; }

    /// <summary>Place, in the order of echoes, of the answer by which a parent came back: what was sent to the device before it proves nothing.</summary>
    public long GatedFrom { get; init; }

    /// <summary>Echoes sent to it after that and lost.</summary>
    public int GateLost { get; init; }

    /// <summary>Whether nothing comes through it.</summary>
    public bool IsAway => Status is DeviceStatus.Down or DeviceStatus.Unreachable;
}
