using WardOps.Core.History.Ledger;

namespace WardOps.Web.Api;

/// <summary>What became of the rounds of a stretch of time.</summary>
/// <param name="From">As asked.</param>
/// <param name="To">As asked, or now if that is sooner.</param>
/// <param name="CoveredFrom">From where on rounds were due; null if none was.</param>
/// <param name="RoundsDue">Rounds that have begun, or should have.</param>
/// <param name="RoundsReadBack">Of those, given back whole by the store.</param>
/// <param name="RoundsAcknowledged">Of those, acknowledged by the store and not read back yet.</param>
/// <param name="RoundsWaiting">Of those, under way or on disk here.</param>
/// <param name="RoundsMissing">Of those, missing in history.</param>
/// <param name="MissingByReason">The same by reason; reasons without a round are left out.</param>
/// <param name="GapsTotal">Gaps in the range, those beyond the limit included.</param>
/// <param name="Gaps">Newest first.</param>
/// <param name="RejectedRows">Rows that the store threw away since the start of WardOps, newest first; at most 100 findings.</param>
/// <param name="RoundsWithMore">Rounds since the start of WardOps of which the store has more than was written.</param>
/// <param name="Notes">What else there is to be said of the books.</param>
internal sealed record LedgerReply(
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset? CoveredFrom,
    long RoundsDue,
    long RoundsReadBack,
    long RoundsAcknowledged,
    long RoundsWaiting,
    long RoundsMissing,
    IReadOnlyDictionary<string, long> MissingByReason,
    int GapsTotal,
    IReadOnlyList<LedgerReply.GapItem> Gaps,
    IReadOnlyList<LedgerReply.RejectedItem> RejectedRows,
    long RoundsWithMore,
    IReadOnlyList<string> Notes)
{
    public static LedgerReply Of(DateTimeOffset from, LedgerSummary summary, int limit, LedgerNotes notes, RejectionLog rejections, ReadBackState readBack)
    {
        var (counts, gaps) = (summary.Counts, summary.Gaps);
        return new LedgerReply(
            from,
            summary.To,
            counts.Rounds == 0 ? null : summary.From,
            counts.Rounds,
            counts[RoundFate.ReadBack],
            counts[RoundFate.Acknowledged],
            counts.Waiting,
            counts[RoundFate.Missing],
            counts.Reasons.ToDictionary(LedgerWords.Wire, r => counts[r]),
            gaps.Count,
            [.. gaps.Take(limit).Select(g => new GapItem(g.From, g.To, g.Rounds, LedgerWords.Wire(g.Reason), g.Explanation))],
            [.. rejections.Findings.Select(RejectedItem.Of)],
            readBack.SurplusRounds,
            [.. new[] { notes.SetAside, notes.Problem, readBack.Problem, rejections.Problem }.OfType<string>()]);
    }

    /// <param name="From">Start of the first missing round.</param>
    /// <param name="To">End of the last.</param>
    /// <param name="Rounds">How many.</param>
    /// <param name="Reason">One word.</param>
    /// <param name="Explanation">What happened, and what to do about it.</param>
    internal sealed record GapItem(DateTimeOffset From, DateTimeOffset To, long Rounds, string Reason, string Explanation);

    /// <param name="From">When the store's counter was looked at before.</param>
    /// <param name="To">When it had grown.</param>
    /// <param name="Counter">The store's counter.</param>
    /// <param name="Rows">By how much it had grown.</param>
    /// <param name="RoundsFrom">Start of the oldest round acknowledged in that time; null if there was none.</param>
    /// <param name="RoundsTo">Start of the newest.</param>
    /// <param name="Rounds">How many.</param>
    /// <param name="Samples">Lines in them.</param>
    /// <param name="Example">A line that was sent in that time.</param>
    /// <param name="Explanation">What it means, and what to do.</param>
    internal sealed record RejectedItem(
        DateTimeOffset From,
        DateTimeOffset To,
        string Counter,
        long Rows,
        DateTimeOffset? RoundsFrom,
        DateTimeOffset? RoundsTo,
        long Rounds,
        long Samples,
        string? Example,
        string Explanation)
    {
        public static RejectedItem Of(RejectedRows rows) => new(
            rows.From, rows.To, rows.Counter, rows.Rows, rows.Sent.From, rows.Sent.To, rows.Sent.Rounds, rows.Sent.Samples, rows.Example, rows.Explanation);
    }
}
