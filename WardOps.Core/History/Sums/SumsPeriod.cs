namespace WardOps.Core.History.Sums;

/// <summary>The two stretches of time that are kept in memory.</summary>
public enum SumsPeriod
{
    /// <summary>24 hours, in steps of five minutes.</summary>
    Day,

    /// <summary>30 days, in hours.</summary>
    Month,
}
