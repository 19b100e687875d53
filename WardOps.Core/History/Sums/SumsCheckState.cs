namespace WardOps.Core.History.Sums;

/// <summary>How well memory and the store agree. Counts are since the start.</summary>
/// <param name="At">When they were compared last; null if never yet.</param>
/// <param name="StepsCompared">Steps of five minutes that were compared, all devices together.</param>
/// <param name="Differences">Device steps that were not the same.</param>
/// <param name="Adopted">Of those, taken from the store.</param>
/// <param name="Largest">The largest difference so far, by rounds; null if there was none.</param>
/// <param name="Problem">Why they cannot be compared just now, for people; null if they can.</param>
public sealed record SumsCheckState(
    DateTimeOffset? At, long StepsCompared, long Differences, long Adopted, SumsDifference? Largest, string? Problem)
{
    public static SumsCheckState None { get; } = new(null, 0, 0, 0, null, null);

    /// <summary>Differences in which memory stayed as it was.</summary>
    public long Kept => Differences - Adopted;
}
