namespace WardOps.Web.Api;

/// <summary>The fleet in one answer. Disabled devices count nowhere.</summary>
/// <param name="TotalDevices">Enabled devices.</param>
/// <param name="DevicesUp">Of those, up.</param>
/// <param name="DevicesDown">Of those, down.</param>
/// <param name="DevicesUnreachable">Of those, behind a parent that is down.</param>
/// <param name="DevicesUnknown">Of those, without a believable sample.</param>
/// <param name="UptimePercent">Up time of the known time over the last 24 hours; null when nothing is known.</param>
/// <param name="CoveragePercent">Known time of the last 24 hours.</param>
/// <param name="TopProblemDevices">Most down time over the last 24 hours first, chronic ones last; at most ten.</param>
/// <param name="ActiveAlerts">Open alerts.</param>
/// <param name="CriticalAlerts">Open alerts that are critical.</param>
/// <param name="AsOf">When the counts were true.</param>
/// <param name="Problems">How many devices have which problem.</param>
internal sealed record DashboardStats(
    int TotalDevices,
    int DevicesUp,
    int DevicesDown,
    int DevicesUnreachable,
    int DevicesUnknown,
    double? UptimePercent,
    double CoveragePercent,
    IReadOnlyList<DashboardStats.ProblemDevice> TopProblemDevices,
    int ActiveAlerts,
    int CriticalAlerts,
    DateTimeOffset AsOf,
    ProblemCounts Problems)
{
    /// <param name="DeviceId">Identity.</param>
    /// <param name="DeviceName">Display name.</param>
    /// <param name="DeviceIp">Address or host name.</param>
    /// <param name="DowntimeSeconds">Down time within the last 24 hours.</param>
    /// <param name="UptimePercent">Up time of the known time of the last 24 hours.</param>
    /// <param name="Status">up, down, unreachable or unknown.</param>
    /// <param name="Kind">newly_down, flapping, chronic or other.</param>
    internal sealed record ProblemDevice(
        Guid DeviceId,
        string DeviceName,
        string DeviceIp,
        double DowntimeSeconds,
        double? UptimePercent,
        string Status,
        string Kind);
}
