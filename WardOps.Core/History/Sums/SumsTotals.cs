namespace WardOps.Core.History.Sums;

/// <summary>How long one device's rounds lasted over the whole windows, in seconds, kept up to date with every change, so that nobody adds up steps to know them.</summary>
internal struct SumsTotals
{
    /// <summary>Of rounds with a reply in the window of steps (24 hours).</summary>
    public int UpDay;

    /// <summary>Of known rounds in the window of steps.</summary>
    public int KnownDay;

    /// <summary>Of rounds with a reply in the window of hours (30 days).</summary>
    public int UpMonth;

    /// <summary>Of known rounds in the window of hours.</summary>
    public int KnownMonth;

    /// <summary>Steps of the last 24 hours that were both up and down.</summary>
    public int MixedSteps;
}
