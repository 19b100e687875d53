namespace WardOps.Core.History.Ledger;

/// <summary>
/// Keeps the books short. Runs that ended more than 400 days ago become one for each length that rounds had; when there are too many runs, the oldest of them
/// give up, in this order: how many samples are to be read back, then which round is which within an hour, within a day, and at last altogether.
/// What is settled goes first, and rounds of different lengths are told apart for as long as it can be. The numbers of rounds by fate and reason stay right whatever happens. Pure.
/// </summary>
internal static class LedgerCondenser
{
    public static readonly TimeSpan Oldest = TimeSpan.FromDays(400);

    private static readonly (TimeSpan Slot, bool SettledOnly, bool OneLength)[] s_passes =
    [
        (TimeSpan.FromHours(1), true, true), (TimeSpan.FromDays(1), true, true), (TimeSpan.FromHours(1), false, true), (TimeSpan.FromDays(1), false, true),
        (TimeSpan.FromDays(100_000), false, true), (TimeSpan.FromDays(100_000), false, false),
    ];

    /// <summary>The runs as they are to be kept; the same list if nothing is to be done.</summary>
    /// <param name="runs">In order of time.</param>
    /// <param name="most">Most runs; a quarter of them is freed when they are more, so that it is not done for every round.</param>
    /// <param name="now">The time it is.</param>
    public static IReadOnlyList<LedgerRun> Condense(IReadOnlyList<LedgerRun> runs, int most, DateTimeOffset now)
    {
        var old = runs.TakeWhile(r => r.To <= now - Oldest).ToList();
        var ofOneLength = Ends(old).ToList();
        if (ofOneLength.Count < old.Count)
        {
            var begin = 0;
            var joined = new List<LedgerRun>();
            foreach (var end in ofOneLength)
            {
                joined.Add(end - begin == 1 ? old[begin] : Joined(old[begin..end]));
                begin = end;
            }

            runs = [.. joined, .. runs.Skip(old.Count)];
        }

        if (runs.Count <= most)
        {
            return runs;
        }

        var target = most - (most / 4);
        runs = WithoutSamples(runs, target / 2);
        foreach (var (slot, settledOnly, oneLength) in s_passes)
        {
            runs = Pass(runs, slot, settledOnly, oneLength, target);
        }

        return runs;
    }

    /// <summary>The numbers of the runs with which rounds of another length begin, and the number of all.</summary>
    private static IEnumerable<int> Ends(List<LedgerRun> runs)
        => Enumerable.Range(1, runs.Count).Where(i => i == runs.Count || runs[i].Interval != runs[i - 1].Interval);

    /// <summary>Everything but the newest runs forgets its samples and joins with what is alike now.</summary>
    private static IReadOnlyList<LedgerRun> WithoutSamples(IReadOnlyList<LedgerRun> runs, int newest)
    {
        var kept = new LedgerRuns();
        kept.Replace(runs.Select((run, i) => i < runs.Count - newest ? run with { Samples = 0 } : run));
        return kept.All;
    }

    private static List<LedgerRun> Pass(IReadOnlyList<LedgerRun> runs, TimeSpan slot, bool settledOnly, bool oneLength, int target)
    {
        var kept = new List<LedgerRun>();
        var tooMany = runs.Count - target;
        for (var i = 0; i < runs.Count;)
        {
            var end = i;
            var slotEnd = Spans.Floor(runs[i].From, slot) + slot;
            while (tooMany > 0 && end < runs.Count && runs[end].To <= slotEnd && (!settledOnly || IsSettled(runs[end])) && (!oneLength || runs[end].Interval == runs[i].Interval))
            {
                end++;
            }

            if (end - i > 1)
            {
                kept.Add(Joined([.. runs.Skip(i).Take(end - i)]));
                tooMany -= end - i - 1;
                i = end;
            }
            else
            {
                kept.Add(runs[i++]);
            }
        }

        return kept;
    }

    private static bool IsSettled(LedgerRun run) => run.Condensed is { } counts
        ? counts.Waiting + counts[RoundFate.Acknowledged] == 0
        : run.Fate is RoundFate.ReadBack or RoundFate.Missing;

    private static LedgerRun Joined(IReadOnlyList<LedgerRun> runs)
    {
        var counts = new LedgerCounts();
        foreach (var run in runs)
        {
            counts.Add(run);
        }

        return Of(runs[0].From, runs[^1].To, runs[0].Interval, counts);
    }

    /// <summary>A condensed run.</summary>
    public static LedgerRun Of(DateTimeOffset from, DateTimeOffset to, TimeSpan interval, LedgerCounts counts)
    {
        var fate = counts[RoundFate.Missing] > 0 ? RoundFate.Missing : Enum.GetValues<RoundFate>().First(f => counts[f] > 0);
        return new LedgerRun(from, interval, counts.Rounds, fate, counts.Reasons.FirstOrDefault()) { Condensed = counts, CondensedTo = to };
    }
}
