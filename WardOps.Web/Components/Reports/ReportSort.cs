namespace WardOps.Web.Components.Reports;

/// <summary>By what the rows of a report are ordered.</summary>
public enum ReportSort
{
    Uptime,
    Name,
    Branch,
    Region,
    Devices,
    Coverage,
    Down,
    Unknown,

    /// <summary>Time in maintenance that was left out.</summary>
    Excluded,
}
