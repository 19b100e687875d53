using WardOps.Core.Devices;

namespace WardOps.Core.History.Reports;

/// <summary>One line of a report.</summary>
/// <param name="Device">Which device; null if it stands for several.</param>
/// <param name="Name">Of the device, the branch or the region.</param>
/// <param name="Region">Where it is; empty for the whole fleet.</param>
/// <param name="Branch">Where it is; empty for a region and for the whole fleet.</param>
/// <param name="Devices">Devices it stands for.</param>
/// <param name="DisabledDevices">Those of them that are not watched any more, and have history in the range.</param>
/// <param name="Uptime">The sum over them.</param>
public sealed record ReportRow(
    WatchedDevice? Device, string Name, string Region, string Branch, int Devices, int DisabledDevices, Uptime Uptime)
{
    /// <summary>Time in maintenance, in seconds, added up over them, that is neither up nor down nor unknown; 0 where maintenance counts.</summary>
    public double ExcludedSeconds { get; init; }
}
