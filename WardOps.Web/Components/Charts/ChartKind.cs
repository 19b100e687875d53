namespace WardOps.Web.Components.Charts;

/// <summary>How a series over time is drawn.</summary>
public enum ChartKind
{
    /// <summary>A line that breaks where nothing is known.</summary>
    Line,

    /// <summary>A band: 1 is up, 0 is down, a gap is unknown.</summary>
    Strip,
}
