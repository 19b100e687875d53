namespace WardOps.Core.History.Ledger;

/// <summary>Consecutive rounds with the same fate.</summary>
/// <param name="From">Start of the first round.</param>
/// <param name="Interval">Length of a round.</param>
/// <param name="Rounds">How many.</param>
/// <param name="Fate">How far they have come.</param>
/// <param name="Reason">Why they are missing, if they are.</param>
public sealed record LedgerRun(DateTimeOffset From, TimeSpan Interval, long Rounds, RoundFate Fate, GapReason Reason = GapReason.None)
{
    /// <summary>End of the last round, exclusive.</summary>
    public DateTimeOffset To => From + (Rounds * Interval);
}
