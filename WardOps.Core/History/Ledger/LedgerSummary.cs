namespace WardOps.Core.History.Ledger;

/// <summary>What became of the rounds of a stretch of time.</summary>
/// <param name="From">Start of what was asked; or of the first round ever if that is later: before it, nothing was due; or of the condensed run in which it lies.</param>
/// <param name="To">Its end, or now if that is sooner.</param>
/// <param name="Counts">The rounds that begin within.</param>
/// <param name="Runs">The same as runs, oldest first.</param>
public sealed record LedgerSummary(DateTimeOffset From, DateTimeOffset To, LedgerCounts Counts, IReadOnlyList<LedgerRun> Runs)
{
    /// <summary>The missing rounds, newest first.</summary>
    public IReadOnlyList<LedgerGap> Gaps => LedgerGap.Of(Runs);

    /// <summary>Up from which round on history was owed anything at all; null if it never was.</summary>
    /// <remarks>A new installation without devices owes nothing: its first rounds, of which there was nothing to know, do not count.</remarks>
    internal static DateTimeOffset? FirstDue(LedgerRuns runs)
        => runs.All.FirstOrDefault(r => r.Condensed is not null || (r.Fate, r.Reason) != (RoundFate.Missing, GapReason.NothingKnown))?.From;

    /// <summary>The rounds that begin in [from, to) and have begun by now.</summary>
    internal static LedgerSummary Of(LedgerRuns all, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        var end = to < now ? to : now;
        var first = FirstDue(all) ?? end;
        var begin = from > first ? from : first;
        begin = all.Find(begin) is { Condensed: not null } whole ? whole.From : begin;
        var counts = new LedgerCounts();
        List<LedgerRun> runs = begin < end ? [.. all.Between(begin, end).Select(r => r.Within(begin, end)).OfType<LedgerRun>()] : [];
        runs.ForEach(counts.Add);
        return new LedgerSummary(begin < end ? begin : end, end, counts, runs);
    }
}
