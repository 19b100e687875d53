namespace WardOps.Core.Alerts;

/// <summary>Whether somebody sees to an open alert.</summary>
public enum AlertAttention
{
    /// <summary>No restriction.</summary>
    Any,
    Acknowledged,
    Unacknowledged,

    /// <summary>Nobody is reminded of it now.</summary>
    Snoozed,
}
