namespace WardOps.Core.History.Sums;

/// <summary>One device's rounds over the whole windows, kept up to date with every change, so that nobody adds up steps to know them.</summary>
internal struct SumsTotals
{
    /// <summary>Rounds with a reply in the window of steps (24 hours).</summary>
    public int UpDay;

    /// <summary>Known rounds in the window of steps.</summary>
    public int KnownDay;

    /// <summary>Rounds with a reply in the window of hours (30 days).</summary>
    public int UpMonth;

    /// <summary>Known rounds in the window of hours.</summary>
    public int KnownMonth;

    /// <summary>Steps of the last 24 hours that were both up and down.</summary>
    public int MixedSteps;
}
