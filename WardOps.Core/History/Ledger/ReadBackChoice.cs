namespace WardOps.Core.History.Ledger;

/// <summary>Chooses which rounds the store is asked for next. Pure.</summary>
internal static class ReadBackChoice
{
    /// <summary>The oldest acknowledged rounds of [from, to) but for some; null if there are none.</summary>
    /// <param name="runs">The books.</param>
    /// <param name="from">Older ones may be gone rightly.</param>
    /// <param name="to">Newer ones may not be visible yet.</param>
    /// <param name="isExempt">Rounds that are not to be asked for now.</param>
    /// <param name="most">Most rounds from the first to the last.</param>
    public static ReadBackQuestion? Acknowledged(LedgerRuns runs, DateTimeOffset from, DateTimeOffset to, Predicate<DateTimeOffset> isExempt, int most)
        => First(runs.Between(from, to).Where(r => r.Fate == RoundFate.Acknowledged), from, to, isExempt, most);

    /// <summary>
    /// Rounds of [from, to) that nobody knows of since WardOps was killed before it could save its books: they may have been written, and even be forgotten by the spool.
    /// </summary>
    public static ReadBackQuestion? Doubtful(LedgerRuns runs, DateTimeOffset from, DateTimeOffset to, int most)
        => First(runs.Between(from, to).Where(r => r.Reason is GapReason.NotRunning or GapReason.CutShort), from, to, _ => false, most) is { } question
            ? question with { IsDoubtful = true }
            : null;

    /// <summary>The newest rounds before <paramref name="to"/> that were read back once, or then were not there: what is final may have changed.</summary>
    public static ReadBackQuestion? Settled(LedgerRuns runs, DateTimeOffset from, DateTimeOffset to, int most)
    {
        var run = runs.Between(from, to)
            .Where(r => r.Condensed is null && (r.Fate == RoundFate.ReadBack || r.Reason is GapReason.NotReadBack or GapReason.Damaged))
            .Select(r => r.Within(from, to)).LastOrDefault(r => r is not null);
        return run is null ? null : new ReadBackQuestion(run.Interval, [.. Rounds(run.Part(Math.Max(0, run.Rounds - most), Math.Min(run.Rounds, most)))]);
    }

    private static ReadBackQuestion? First(
        IEnumerable<LedgerRun> runs, DateTimeOffset from, DateTimeOffset to, Predicate<DateTimeOffset> isExempt, int most)
    {
        var (interval, end) = (TimeSpan.Zero, to);
        var chosen = new List<RoundToRead>();
        foreach (var run in runs.Where(r => r.Condensed is null))
        {
            if (run.From >= end || (chosen.Count > 0 && run.Interval != interval))
            {
                break;
            }

            foreach (var round in run.Within(from, end) is { } part ? Rounds(part) : [])
            {
                if (round.At >= end)
                {
                    break;
                }

                if (isExempt(round.At))
                {
                    continue;
                }

                if (chosen.Count == 0)
                {
                    interval = run.Interval;
                    end = round.At + (most * interval) < to ? round.At + (most * interval) : to;
                }

                chosen.Add(round);
            }
        }

        return chosen.Count == 0 ? null : new ReadBackQuestion(interval, chosen);
    }

    private static IEnumerable<RoundToRead> Rounds(LedgerRun run)
    {
        for (var i = 0L; i < run.Rounds; i++)
        {
            yield return new RoundToRead(run.From + (i * run.Interval), run.Samples, run.Fate);
        }
    }
}
