using WardOps.Core.Devices;

namespace WardOps.Core.History.Reports;

/// <summary>One device over the range of a report.</summary>
public sealed record DeviceReport(WatchedDevice Device, Uptime Uptime)
{
    /// <summary>Time in maintenance, in seconds, that is neither up nor down nor unknown; 0 where maintenance counts.</summary>
    public double ExcludedSeconds { get; init; }
}
