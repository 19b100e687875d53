using System.Globalization;
using CsvHelper;
using WardOps.Core.History.Reports;

namespace WardOps.Web.Api;

/// <summary>
/// A report as RFC 4180 has it, with the mark by which Excel knows UTF-8. The last line is the fleet's: a file without it is not whole. What a
/// spreadsheet would run as a formula gets an apostrophe before it.
/// </summary>
internal static class UptimeCsv
{
    public const string ContentType = "text/csv";

    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ssZ";

    private static readonly string[] s_header =
    [
        "group", "id", "name", "ip", "region", "branch", "devices", "disabled_devices", "uptime_percent", "coverage_percent",
        "up_seconds", "down_seconds", "unknown_seconds", "from", "to", "excluded_seconds",
    ];

    private static readonly CsvWriterOptions s_options = CsvWriterOptions.Default with
    {
        WriteByteOrderMark = true,
        FormatProvider = CultureInfo.InvariantCulture,
        Quoting = CsvQuoting.WhenNeededOrWhitespace,
        Injection = CsvInjection.Escape,
        InjectionCharacters = "=@+-\t\r\n ",   // some programs pass over what is white
        BufferSize = 16 * 1024,
    };

    /// <summary>What the file is called; only ASCII, since it has no name of a device in it.</summary>
    public static string FileName(UptimeReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"wardops-uptime-by-{UptimeReportReply.ToWire(report.Grouping)}-{report.From.UtcDateTime:yyyyMMdd'T'HHmm}Z-{report.To.UtcDateTime:yyyyMMdd'T'HHmm}Z{(report.LeavesOutMaintenance ? "-without-maintenance" : "")}.csv");

    /// <summary>Writes it line by line; a slow reader slows it down, and nothing is held but a few lines.</summary>
    public static async Task WriteAsync(UptimeReport report, Stream destination, CancellationToken cancellation)
    {
        await using var csv = CsvWriter.Create(destination, s_options, leaveOpen: true);
        csv.WriteHeader(s_header);
        var group = UptimeReportReply.ToWire(report.Grouping);
        foreach (var row in report.Rows)
        {
            await WriteAsync(csv, group, row, report, cancellation);
        }

        await WriteAsync(csv, "fleet", report.Fleet, report, cancellation);
        await csv.FlushAsync(cancellation);
    }

    private static ValueTask WriteAsync(CsvWriter csv, string group, ReportRow row, UptimeReport report, CancellationToken cancellation)
    {
        csv.WriteField(group);
        csv.WriteField<Guid>(row.Device?.Id);
        csv.WriteField(row.Name);
        csv.WriteField(row.Device?.Ip);
        csv.WriteField(row.Region);
        csv.WriteField(row.Branch);
        csv.WriteField(row.Devices);
        csv.WriteField(row.DisabledDevices);
        csv.WriteField<double>(UptimeReportReply.Percent(row.Uptime.Percent));
        csv.WriteField<double>(UptimeReportReply.Percent(row.Uptime.CoveragePercent));
        csv.WriteField(row.Uptime.UpSeconds);
        csv.WriteField(row.Uptime.DownSeconds);
        csv.WriteField(row.Uptime.UnknownSeconds);
        csv.WriteField(report.From.UtcDateTime, TimeFormat);
        csv.WriteField(report.To.UtcDateTime, TimeFormat);
        csv.WriteField(row.ExcludedSeconds);
        return csv.EndRecordAsync(cancellation);
    }
}
