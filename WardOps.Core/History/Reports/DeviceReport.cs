using WardOps.Core.Devices;

namespace WardOps.Core.History.Reports;

/// <summary>One device over the range of a report.</summary>
public sealed record DeviceReport(WatchedDevice Device, Uptime Uptime);
