using WardOps.Core.Devices;

namespace WardOps.Core.History.Sums;

/// <summary>How a device did over the last 24 hours.</summary>
public sealed record DeviceDowntime(WatchedDevice Device, Uptime Uptime);
