namespace WardOps.Core.History.Ledger;

/// <summary>Rounds that are missing for one reason.</summary>
/// <param name="From">Start of the first of them.</param>
/// <param name="To">End of the last of them.</param>
/// <param name="Rounds">How many.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsSomewhere">The books keep only the number: they are somewhere between the two ends, and others there are not missing.</param>
public sealed record LedgerGap(DateTimeOffset From, DateTimeOffset To, long Rounds, GapReason Reason, bool IsSomewhere = false)
{
    /// <summary>What happened, and what to do about it.</summary>
    public string Explanation => LedgerWords.Explain(Reason)
        + (IsSomewhere ? " The books of that time are condensed: these rounds lie somewhere between the two ends." : "");

    /// <summary>The gaps of these runs, newest first.</summary>
    internal static IReadOnlyList<LedgerGap> Of(IReadOnlyList<LedgerRun> runs)
    {
        var gaps = new List<LedgerGap>();
        for (var i = runs.Count - 1; i >= 0; i--)
        {
            var run = runs[i];
            if (run.Condensed is { } counts)
            {
                gaps.AddRange(counts.Reasons.Select(r => new LedgerGap(run.From, run.To, counts[r], r, IsSomewhere: true)));
            }
            else if (run.Fate == RoundFate.Missing && gaps is [.., { IsSomewhere: false } next] && next.Reason == run.Reason && next.From == run.To)
            {
                gaps[^1] = next with { From = run.From, Rounds = next.Rounds + run.Rounds };   // the same gap, in rounds of another length
            }
            else if (run.Fate == RoundFate.Missing)
            {
                gaps.Add(new LedgerGap(run.From, run.To, run.Rounds, run.Reason));
            }
        }

        return gaps;
    }
}
