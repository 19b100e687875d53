using WardOps.Web.Components.Format;

namespace WardOps.Web.Components.Reports;

/// <summary>Figures of a report as people read them.</summary>
internal static class ReportWords
{
    public static string Percent(double? percent) => percent is null ? "no data" : Words.Percent(percent);

    /// <summary>A length of time; "none" for nothing.</summary>
    public static string Seconds(double seconds) => seconds <= 0 ? "none" : Words.Duration(TimeSpan.FromSeconds(seconds));
}
