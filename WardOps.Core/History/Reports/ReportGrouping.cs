namespace WardOps.Core.History.Reports;

/// <summary>What one row of a report stands for.</summary>
public enum ReportGrouping
{
    Device,
    Branch,
    Region,
}
