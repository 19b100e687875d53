using WardOps.Core.Devices;

namespace WardOps.Core.Status;

/// <summary>One change of status.</summary>
/// <param name="Device">Whose.</param>
/// <param name="From">What it was; null where that is not known any more (read back after a restart).</param>
/// <param name="To">What it became.</param>
/// <param name="At">When, by the same clock as <see cref="DeviceState.Since"/>.</param>
public sealed record StatusChange(WatchedDevice Device, DeviceStatus? From, DeviceStatus To, DateTimeOffset At);
