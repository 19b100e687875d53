namespace WardOps.Core.Status;

/// <summary>What WardOps holds true of a device now.</summary>
public enum DeviceStatus : byte
{
    /// <summary>No believable sample for three intervals, or never probed.</summary>
    Unknown,

    /// <summary>It answers.</summary>
    Up,

    /// <summary>So many consecutive echoes were lost that it is held to be down.</summary>
    Down,

    /// <summary>It does not answer and all its parents are down or unreachable, so nothing can be said of the device itself.</summary>
    Unreachable,
}
