using WardOps.Core.History.Reports;

namespace WardOps.Web.Api;

/// <summary>How long devices were up and down over a range.</summary>
/// <param name="From">Begin, at the start of a round.</param>
/// <param name="To">End, exclusive, at the start of a round.</param>
/// <param name="GroupBy">device, branch or region.</param>
/// <param name="Fleet">All rows together.</param>
/// <param name="RemovedDevices">Devices with history in the range that exist no more; they are in no row and in no total.</param>
/// <param name="Maintenance">Whether time in maintenance counts like all other (count) or was left out (exclude).</param>
/// <param name="Rows">By region, branch and name; made while they are written.</param>
internal sealed record UptimeReportReply(
    DateTimeOffset From, DateTimeOffset To, string GroupBy, UptimeReportReply.Figures Fleet, int RemovedDevices, string Maintenance, IEnumerable<UptimeReportReply.Row> Rows)
{
    public static UptimeReportReply Of(UptimeReport report) => new(
        report.From, report.To, ToWire(report.Grouping), Figures.Of(report.Fleet), report.RemovedDevices,
        report.LeavesOutMaintenance ? "exclude" : "count", report.Rows.Select(Row.Of));

    public static string ToWire(ReportGrouping grouping) => grouping switch
    {
        ReportGrouping.Device => "device",
        ReportGrouping.Branch => "branch",
        _ => "region",
    };

    /// <summary>To four digits, and never 100 for less than all or 0 for more than nothing: one round of a month is 0.0004 %.</summary>
    public static double? Percent(double? percent) => percent is { } p ? (p is > 0 and < 100 ? Math.Clamp(Math.Round(p, 4), 0.0001, 99.9999) : p) : null;

    /// <summary>Sums over some devices.</summary>
    /// <param name="Devices">How many.</param>
    /// <param name="DisabledDevices">Those of them that are not watched any more and have history in the range.</param>
    /// <param name="UptimePercent">Up time of the known time; null when nothing is known.</param>
    /// <param name="UpSeconds">Time up.</param>
    /// <param name="DownSeconds">Time down.</param>
    /// <param name="UnknownSeconds">Time of which nothing is known.</param>
    /// <param name="CoveragePercent">Known time of the range.</param>
    /// <param name="ExcludedSeconds">Time in maintenance that was left out: neither up nor down nor unknown.</param>
    internal sealed record Figures(
        int Devices,
        int DisabledDevices,
        double? UptimePercent,
        double UpSeconds,
        double DownSeconds,
        double UnknownSeconds,
        double CoveragePercent,
        double ExcludedSeconds)
    {
        public static Figures Of(ReportRow row) => new(
            row.Devices,
            row.DisabledDevices,
            Percent(row.Uptime.Percent),
            row.Uptime.UpSeconds,
            row.Uptime.DownSeconds,
            row.Uptime.UnknownSeconds,
            Percent(row.Uptime.CoveragePercent) ?? 0,
            row.ExcludedSeconds);
    }

    /// <summary>One device, branch or region.</summary>
    /// <param name="Id">Of the device; null for a branch or a region.</param>
    /// <param name="Name">Of the device, the branch or the region.</param>
    /// <param name="Ip">Of the device; null for a branch or a region.</param>
    /// <param name="Region">Where it is now.</param>
    /// <param name="Branch">Where it is now; null for a region.</param>
    /// <param name="Devices">How many it stands for.</param>
    /// <param name="DisabledDevices">Those of them that are not watched any more and have history in the range.</param>
    /// <param name="UptimePercent">Up time of the known time; null when nothing is known.</param>
    /// <param name="UpSeconds">Time up.</param>
    /// <param name="DownSeconds">Time down.</param>
    /// <param name="UnknownSeconds">Time of which nothing is known.</param>
    /// <param name="CoveragePercent">Known time of the range.</param>
    /// <param name="ExcludedSeconds">Time in maintenance that was left out: neither up nor down nor unknown.</param>
    internal sealed record Row(
        Guid? Id,
        string Name,
        string? Ip,
        string Region,
        string? Branch,
        int Devices,
        int DisabledDevices,
        double? UptimePercent,
        double UpSeconds,
        double DownSeconds,
        double UnknownSeconds,
        double CoveragePercent,
        double ExcludedSeconds)
    {
        public static Row Of(ReportRow row)
        {
            var sums = Figures.Of(row);
            return new Row(
                row.Device?.Id, row.Name, row.Device?.Ip, row.Region, row.Branch.Length > 0 ? row.Branch : null,
                sums.Devices, sums.DisabledDevices, sums.UptimePercent, sums.UpSeconds, sums.DownSeconds, sums.UnknownSeconds, sums.CoveragePercent,
                sums.ExcludedSeconds);
        }
    }
}
