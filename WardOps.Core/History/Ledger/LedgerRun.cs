namespace WardOps.Core.History.Ledger;

/// <summary>Consecutive rounds with the same fate; or, for what is long past, all rounds of a stretch of time as mere counts.</summary>
/// <param name="From">Start of the first round.</param>
/// <param name="Interval">Length of a round.</param>
/// <param name="Rounds">How many.</param>
/// <param name="Fate">How far they have come; the worst of a condensed run.</param>
/// <param name="Reason">Why they are missing, if they are.</param>
public sealed record LedgerRun(DateTimeOffset From, TimeSpan Interval, long Rounds, RoundFate Fate, GapReason Reason = GapReason.None)
{
    /// <summary>Status samples written per round, for rounds that are still to be read back; 0 if not known.</summary>
    public int Samples { get; init; }

    /// <summary>What became of the rounds, where the books were too long to keep it for each of them; else null.</summary>
    public LedgerCounts? Condensed { get; init; }

    /// <summary>End of a condensed run, whose rounds may differ in length and leave holes.</summary>
    public DateTimeOffset? CondensedTo { get; init; }

    /// <summary>End of the last round, exclusive.</summary>
    public DateTimeOffset To => CondensedTo ?? (From + (Rounds * Interval));

    /// <summary>Whether that moment is the start of one of the rounds.</summary>
    internal bool HasRoundAt(DateTimeOffset at) => Condensed is null && at >= From && at < To && (at - From).Ticks % Interval.Ticks == 0;

    /// <summary>Whether the other run goes on where this one ends, in everything alike.</summary>
    internal bool IsContinuedBy(LedgerRun next)
        => Condensed is null && next.Condensed is null && To == next.From
            && (Interval, Fate, Reason, Samples) == (next.Interval, next.Fate, next.Reason, next.Samples);

    /// <summary>Rounds [first, first + count) of this run.</summary>
    internal LedgerRun Part(long first, long count) => this with { From = From + (first * Interval), Rounds = count };

    /// <summary>The same after WardOps has ended: what had only begun was cut short.</summary>
    internal LedgerRun CutShort()
    {
        if (Condensed is null)
        {
            return Fate == RoundFate.Issued ? this with { Fate = RoundFate.Missing, Reason = GapReason.CutShort, Samples = 0 } : this;
        }

        var begun = Condensed[RoundFate.Issued];
        var counts = new LedgerCounts();
        counts.Add(Condensed);
        counts.Add(RoundFate.Issued, GapReason.None, -begun);
        counts.Add(RoundFate.Missing, GapReason.CutShort, begun);
        return LedgerCondenser.Of(From, To, Interval, counts);
    }

    /// <summary>
    /// The rounds that start within [from, to); null if none does. A condensed run cannot be divided: it is whole wherever it reaches to, so that what is
    /// missing in it is left out nowhere.
    /// </summary>
    internal LedgerRun? Within(DateTimeOffset from, DateTimeOffset to)
    {
        if (Condensed is not null)
        {
            return From < to && To > from ? this : null;
        }

        var first = from <= From ? 0 : ((from - From).Ticks + Interval.Ticks - 1) / Interval.Ticks;
        var last = to >= To ? Rounds : ((to - From).Ticks + Interval.Ticks - 1) / Interval.Ticks;
        return last <= first ? null : first == 0 && last == Rounds ? this : Part(first, last - first);
    }
}
