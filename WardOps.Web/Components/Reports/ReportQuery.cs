using WardOps.Core.History.Reports;

namespace WardOps.Web.Components.Reports;

/// <summary>What the page shows, as it stands in its address.</summary>
/// <param name="Range">One of <see cref="ReportRanges.Words"/>.</param>
/// <param name="From">Begin as RFC 3339, if the range is custom.</param>
/// <param name="To">End as RFC 3339, if the range is custom.</param>
/// <param name="Grouping">What a row stands for.</param>
/// <param name="Sort">The order.</param>
/// <param name="Descending">The order reversed.</param>
/// <param name="WithoutMaintenance">Time in maintenance is left out.</param>
public sealed record ReportQuery(
    string Range = ReportRanges.Day,
    string? From = null,
    string? To = null,
    ReportGrouping Grouping = ReportGrouping.Branch,
    ReportSort Sort = ReportSort.Uptime,
    bool Descending = false,
    bool WithoutMaintenance = false)
{
    /// <summary>Reads the words of a query string; what is not understood is left out.</summary>
    public static ReportQuery Parse(string? range, string? from, string? to, string? groupBy, string? sort, string? maintenance = null)
    {
        var isCustom = range == ReportRanges.Custom;
        return new ReportQuery(
            ReportRanges.Words.Any(w => w.Word == range) ? range! : ReportRanges.Day,
            isCustom ? from : null,
            isCustom ? to : null,
            Word<ReportGrouping>(groupBy) ?? ReportGrouping.Branch,
            Word<ReportSort>(sort?.TrimStart('-')) ?? ReportSort.Uptime,
            sort is ['-', ..],
            maintenance == "exclude");
    }

    /// <summary>The address of the page that shows this.</summary>
    public string ToAddress()
    {
        var parts = new (string Name, string? Value)[]
        {
            ("range", Range == ReportRanges.Day ? null : Range),
            ("from", From),
            ("to", To),
            ("group_by", Grouping == ReportGrouping.Branch ? null : Wire(Grouping)),
            ("sort", Sort == ReportSort.Uptime && !Descending ? null : (Descending ? "-" : "") + Wire(Sort)),
            ("maintenance", WithoutMaintenance ? "exclude" : null),
        };
        var text = string.Join('&', parts.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return text.Length == 0 ? "/reports" : "/reports?" + text;
    }

    /// <summary>A click on a column's title: ascending, then descending, then as it was at first.</summary>
    public ReportQuery OrderedBy(ReportSort column) => Sort != column
        ? this with { Sort = column, Descending = false }
        : !Descending ? this with { Descending = true } : this with { Sort = ReportSort.Uptime, Descending = false };

    private static string Wire<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    // A number is no word, though an enum would take it.
    private static T? Word<T>(string? text)
        where T : struct, Enum
        => text is [>= 'a' and <= 'z', ..] && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
