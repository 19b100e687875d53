using WardOps.Core.History.Reports;

namespace WardOps.Web.Components.Reports;

/// <summary>Orders the rows of a report. Pure.</summary>
internal static class ReportRows
{
    /// <summary>What is not known stands last in either direction.</summary>
    public static List<ReportRow> Sorted(IEnumerable<ReportRow> rows, ReportSort sort, bool descending)
    {
        var ordered = sort switch
        {
            ReportSort.Name => By(r => r.Name),
            ReportSort.Branch => By(r => r.Branch),
            ReportSort.Region => By(r => r.Region),
            ReportSort.Devices => ByNumber(r => r.Devices),
            ReportSort.Coverage => ByNumber(r => r.Uptime.CoveragePercent),
            ReportSort.Down => ByNumber(r => r.Uptime.Percent is null ? null : r.Uptime.DownSeconds),
            ReportSort.Unknown => ByNumber(r => r.Uptime.UnknownSeconds),
            ReportSort.Excluded => ByNumber(r => r.ExcludedSeconds),
            _ => ByNumber(r => r.Uptime.Percent),
        };
        return [.. ordered.ThenBy(r => r.Name, StringComparer.InvariantCultureIgnoreCase).ThenBy(r => r.Device?.Id)];

        IOrderedEnumerable<ReportRow> By(Func<ReportRow, string> key) => descending
            ? rows.OrderByDescending(key, StringComparer.InvariantCultureIgnoreCase)
            : rows.OrderBy(key, StringComparer.InvariantCultureIgnoreCase);

        IOrderedEnumerable<ReportRow> ByNumber(Func<ReportRow, double?> key)
        {
            var known = rows.OrderBy(r => key(r) is null);
            return descending ? known.ThenByDescending(key) : known.ThenBy(key);
        }
    }
}
