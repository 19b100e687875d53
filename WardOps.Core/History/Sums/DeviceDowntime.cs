using WardOps.Core.Devices;

namespace WardOps.Core.History.Sums;

/// <summary>How a device did over the last 24 hours.</summary>
/// <param name="Device">The device.</param>
/// <param name="Uptime">Its seconds up, down and unknown.</param>
/// <param name="MixedSteps">Five-minute steps in which it was both up and down, 0 to 288.</param>
public sealed record DeviceDowntime(WatchedDevice Device, Uptime Uptime, int MixedSteps = 0);
