namespace WardOps.Core.History.Reports;

/// <summary>A report ready to be shown or written.</summary>
/// <param name="From">Begin, at the start of a round.</param>
/// <param name="To">End, exclusive, at the start of a round.</param>
/// <param name="Grouping">What a row stands for.</param>
/// <param name="Fleet">The sum of all rows.</param>
/// <param name="RemovedDevices">See <see cref="FleetReport"/>.</param>
/// <param name="Rows">By region, branch, name and identity.</param>
public sealed record UptimeReport(
    DateTimeOffset From, DateTimeOffset To, ReportGrouping Grouping, ReportRow Fleet, int RemovedDevices, IReadOnlyList<ReportRow> Rows)
{
    private const string FleetName = "All devices";

    /// <summary>Whether time in maintenance was left out.</summary>
    public bool LeavesOutMaintenance { get; init; }

    /// <summary>Adds devices up: a device belongs to the branch and the region where it is now, whatever it was called and wherever it stood before.</summary>
    public static UptimeReport Of(FleetReport fleet, ReportGrouping grouping)
    {
        var rows = grouping switch
        {
            ReportGrouping.Device => fleet.Devices.Select(d => Row(d.Device.Name, d.Device.Region, d.Device.Branch, [d]) with { Device = d.Device }),
            ReportGrouping.Branch => fleet.Devices
                .GroupBy(d => (d.Device.Region, d.Device.Branch))
                .Select(g => Row(g.Key.Branch, g.Key.Region, g.Key.Branch, [.. g])),
            _ => fleet.Devices.GroupBy(d => d.Device.Region).Select(g => Row(g.Key, g.Key, "", [.. g])),
        };
        var ordered = rows
            .OrderBy(r => r.Region, StringComparer.Ordinal)
            .ThenBy(r => r.Branch, StringComparer.Ordinal)
            .ThenBy(r => r.Name, StringComparer.Ordinal)
            .ThenBy(r => r.Device?.Id);
        return new UptimeReport(fleet.From, fleet.To, grouping, Row(FleetName, "", "", fleet.Devices), fleet.RemovedDevices, [.. ordered])
        {
            LeavesOutMaintenance = fleet.LeavesOutMaintenance,
        };
    }

    private static ReportRow Row(string name, string region, string branch, IReadOnlyList<DeviceReport> devices)
    {
        var (up, down, unknown, disabled) = (0.0, 0.0, 0.0, 0);
        foreach (var (device, uptime) in devices)
        {
            up += uptime.UpSeconds;
            down += uptime.DownSeconds;
            unknown += uptime.UnknownSeconds;
            disabled += device.Enabled ? 0 : 1;
        }

        return new ReportRow(null, name, region, branch, devices.Count, disabled, new Uptime(up, down, unknown)) { ExcludedSeconds = devices.Sum(d => d.ExcludedSeconds) };
    }
}
