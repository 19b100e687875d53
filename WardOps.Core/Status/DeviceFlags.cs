namespace WardOps.Core.Status;

/// <summary>What else is to be known beside the status.</summary>
[Flags]
public enum DeviceFlags : byte
{
    None = 0,

    /// <summary>Not probed, by order of an admin.</summary>
    Disabled = 1,

    /// <summary>Within a maintenance window.</summary>
    Maintenance = 2,

    /// <summary>Changes its status too often to be reported each time.</summary>
    Flapping = 4,
}
