namespace WardOps.Core.Status;

/// <summary>By what a list of devices is sorted.</summary>
public enum DeviceSort
{
    /// <summary>Down first, the newest of them on top; then unreachable, unknown, and up by name.</summary>
    Problems,
    Name,
    Ip,
    Status,
    Branch,
    Region,
    DeviceType,
    RttMs,
    LossPercent,
    Since,
}
