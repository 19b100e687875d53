using Microsoft.AspNetCore.Components;
using WardOps.Core.History.Reports;
using WardOps.Core.Status;

namespace WardOps.Web.Components.Reports;

/// <summary>The rows of a report in the order that is asked for; only those in view are drawn.</summary>
public sealed partial class ReportTable
{
    private List<ReportRow> _rows = [];
    private (UptimeReport? Report, ReportSort Sort, bool Descending) _shown;

    [Parameter, EditorRequired]
    public required UptimeReport Report { get; set; }

    [Parameter, EditorRequired]
    public ReportSort Sort { get; set; }

    [Parameter, EditorRequired]
    public bool Descending { get; set; }

    /// <summary>A column's title was clicked.</summary>
    [Parameter]
    public EventCallback<ReportSort> Ordered { get; set; }

    private IEnumerable<(string Title, ReportSort Sort, string Class)> Columns
    {
        get
        {
            yield return (Report.Grouping.ToString(), ReportSort.Name, "");
            if (Report.Grouping == ReportGrouping.Device)
            {
                yield return ("Branch", ReportSort.Branch, "wide");
            }

            if (Report.Grouping != ReportGrouping.Region)
            {
                yield return ("Region", ReportSort.Region, "wide");
            }

            if (Report.Grouping != ReportGrouping.Device)
            {
                yield return ("Devices", ReportSort.Devices, "number wide");
            }

            yield return ("Uptime", ReportSort.Uptime, "number");
            yield return ("Down", ReportSort.Down, "number");
            yield return ("Coverage", ReportSort.Coverage, "number wide");
            yield return ("Unknown", ReportSort.Unknown, "number wide");
            if (Report.LeavesOutMaintenance)
            {
                yield return ("Maintenance", ReportSort.Excluded, "number wide");
            }
        }
    }

    protected override void OnParametersSet()
    {
        if (_shown != (Report, Sort, Descending))
        {
            _shown = (Report, Sort, Descending);
            _rows = ReportRows.Sorted(Report.Rows, Sort, Descending);
        }
    }

    private static string Named(string name) => string.IsNullOrWhiteSpace(name) ? "(no name)" : name;

    private string Address(ReportRow row) => row.Device is { } device
        ? $"/devices/{device.Id}?range={ReportRanges.OfDevicePage(Report.To - Report.From)}"
        : "/devices" + new DeviceQuery(Branch: Report.Grouping == ReportGrouping.Branch ? row.Branch : null, Region: row.Region).ToQueryString();

    /// <summary>In words; of a device it leads to its outages.</summary>
    private RenderFragment Down(ReportRow row) => builder =>
    {
        if (row.Device is null || row.Uptime.DownSeconds <= 0)
        {
            builder.AddContent(0, row.Uptime.Percent is null ? "–" : ReportWords.Seconds(row.Uptime.DownSeconds));
            return;
        }

        builder.OpenElement(1, "a");
        builder.AddAttribute(2, "href", Address(row));
        builder.AddAttribute(3, "title", "Its outages");
        builder.AddContent(4, ReportWords.Seconds(row.Uptime.DownSeconds));
        builder.CloseElement();
    };

    private string? AriaSort(ReportSort column) => Sort != column ? null : Descending ? "descending" : "ascending";

    private string Arrow(ReportSort column) => AriaSort(column) switch { "ascending" => " ↑", "descending" => " ↓", _ => "" };
}
