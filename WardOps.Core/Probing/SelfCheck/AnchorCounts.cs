namespace WardOps.Core.Probing.SelfCheck;

/// <summary>How the anchors stand.</summary>
/// <param name="All">Anchors that are asked.</param>
/// <param name="Known">Of these, the ones that have answered of late: the others say nothing by their silence.</param>
/// <param name="Answering">Of these, the ones that answer now.</param>
/// <param name="Steady">Of these, the ones that have lost one of their last eight echoes at the most.</param>
/// <param name="HeardMono">When one was last heard, on the monotonic clock in nanoseconds; 0 if never.</param>
internal readonly record struct AnchorCounts(int All, int Known, int Answering, int Steady, long HeardMono)
{
    public static AnchorCounts operator +(AnchorCounts one, AnchorCounts other) => new(
        one.All + other.All, one.Known + other.Known, one.Answering + other.Answering, one.Steady + other.Steady, Math.Max(one.HeardMono, other.HeardMono));
}
