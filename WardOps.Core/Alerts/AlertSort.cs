namespace WardOps.Core.Alerts;

/// <summary>The order of a list of open alerts.</summary>
public enum AlertSort
{
    /// <summary>The worst first, then the newest.</summary>
    Worst,
    Severity,
    Name,
    Branch,
    Since,
}
