namespace WardOps.Core.History.Sums;

/// <summary>How many seconds of rounds one round of a device counts for, as a fraction, so that nothing is lost to rounding but what is less than a second.</summary>
/// <param name="Numerator">Above the line; positive.</param>
/// <param name="Denominator">Below it; positive.</param>
internal readonly record struct RoundWeight(long Numerator, long Denominator)
{
    /// <summary>Seconds of known rounds: never less than they were, so that what is known stays known.</summary>
    public long OfKnown(long rounds) => ((rounds * Numerator) + Denominator - 1) / Denominator;

    /// <summary>Seconds of rounds with a reply: never more than they were, so that an outage does not disappear; all of the known ones if all had a reply.</summary>
    public long OfUp(long up, long known) => up == known ? OfKnown(known) : up * Numerator / Denominator;
}
