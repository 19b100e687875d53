namespace WardOps.Core.History.Sums;

/// <summary>One device in one step, of which memory and the store did not say the same.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="DeviceName">Its name.</param>
/// <param name="From">Start of the step.</param>
/// <param name="Length">Its length: five minutes, or an hour where memory has no steps any more.</param>
/// <param name="UpHere">Seconds of rounds with a reply in memory.</param>
/// <param name="KnownHere">Seconds of known rounds in memory.</param>
/// <param name="UpThere">Seconds of rounds with a reply in the store.</param>
/// <param name="KnownThere">Seconds of known rounds in the store.</param>
/// <param name="WhyKept">Why memory stays as it is; null if what the store has was taken.</param>
public sealed record SumsDifference(
    Guid DeviceId,
    string DeviceName,
    DateTimeOffset From,
    TimeSpan Length,
    int UpHere,
    int KnownHere,
    int UpThere,
    int KnownThere,
    string? WhyKept)
{
    /// <summary>How many seconds of rounds they are apart.</summary>
    public int Size => Math.Max(Math.Abs(KnownHere - KnownThere), Math.Abs(UpHere - UpThere));

    /// <summary>The same for people.</summary>
    public override string ToString()
        => FormattableString.Invariant($"{DeviceName}, {Length.TotalMinutes:0} min from {From:O}: {UpHere} of {KnownHere} s up here, {UpThere} of {KnownThere} s in the store")
            + (WhyKept is null ? "" : $"; kept, since {WhyKept}");
}
