using WardOps.Core.History.Ledger;

namespace WardOps.Tests.History.Ledger;

/// <summary>Ledgers and runs made by hand.</summary>
internal static class Book
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);

    public static readonly TimeSpan One = TimeSpan.FromSeconds(1);

    public static DateTimeOffset At(long round) => Start + (round * Ten);

    public static LedgerRun Run(long first, long rounds, RoundFate fate, GapReason reason = GapReason.None, int samples = 0)
        => new(At(first), Ten, rounds, fate, reason) { Samples = samples };

    /// <summary>Every round of every run that is not condensed.</summary>
    public static Dictionary<DateTimeOffset, (RoundFate Fate, GapReason Reason, int Samples)> Rounds(IEnumerable<LedgerRun> runs)
        => runs.SelectMany(r => Enumerable.Range(0, (int)r.Rounds).Select(i => (At: r.From + (i * r.Interval), r.Fate, r.Reason, r.Samples)))
            .ToDictionary(r => r.At, r => (r.Fate, r.Reason, r.Samples));

    public static LedgerCounts Counts(IEnumerable<LedgerRun> runs)
    {
        var counts = new LedgerCounts();
        runs.ToList().ForEach(counts.Add);
        return counts;
    }

    /// <summary>What is true of any list of runs: in order, not overlapping, alike neighbours in one.</summary>
    public static void IsSound(IReadOnlyList<LedgerRun> runs)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            Assert.True(runs[i].Rounds > 0);
            if (i > 0)
            {
                Assert.True(runs[i - 1].To <= runs[i].From, $"{runs[i - 1]} overlaps {runs[i]}");
                Assert.False(runs[i - 1].IsContinuedBy(runs[i]), $"{runs[i - 1]} and {runs[i]} are one");
            }
        }
    }

    public static string Words(LedgerCounts counts) => string.Join(
        ' ',
        Enum.GetValues<RoundFate>().Where(f => counts[f] > 0).Select(f => $"{f} {counts[f]}").Concat(counts.Reasons.Order().Select(r => $"{r} {counts[r]}")));

    public static string Words(IEnumerable<LedgerRun> runs)
        => string.Join(", ", runs.Select(r => r.Condensed is null ? $"{r.Rounds} {(r.Fate == RoundFate.Missing ? r.Reason : r.Fate)}" : $"({Words(r.Condensed)})"));
}
