namespace WardOps.Core.History.Ledger;

/// <summary>Which news of a round count, and which are stale. Pure.</summary>
internal static class LedgerRules
{
    /// <summary>Whether a round that was the one may become the other. What was already true is no change, and so is refused.</summary>
    public static bool MayBecome(RoundFate was, GapReason wasReason, RoundFate next, GapReason reason) => (was, next) switch
    {
        (RoundFate.Missing, RoundFate.Missing) => Weight(reason) > Weight(wasReason),
        // A clock that was set back between two runs of WardOps begins rounds again of which nothing was written.
        (RoundFate.Missing, RoundFate.Issued) => wasReason is GapReason.NotRunning or GapReason.Skipped or GapReason.CutShort,
        // A replay heals.
        (RoundFate.Missing, _) => true,
        (RoundFate.Issued, RoundFate.Missing) => true,
        // On disk here: that nobody saw it close, or that nobody ran, is a guess that came late.
        (RoundFate.Spooled, RoundFate.Missing) => !IsGuess(reason),
        // The store has it, whatever became of the copy here; only the store itself can say otherwise.
        (RoundFate.Acknowledged or RoundFate.ReadBack, RoundFate.Missing) => reason == GapReason.NotReadBack,
        _ => next > was,
    };

    /// <summary>Concluded from what did not happen, not told by whoever had the round in hand.</summary>
    public static bool IsGuess(GapReason reason) => Weight(reason) < Weight(GapReason.Blind);

    /// <summary>The better informed reason outweighs the other; between equals the first stands.</summary>
    private static int Weight(GapReason reason) => reason switch
    {
        GapReason.None => 0,
        GapReason.NotRunning => 1,
        GapReason.Skipped => 2,
        GapReason.CutShort => 3,
        GapReason.Overrun => 4,
        _ => 5,
    };
}
