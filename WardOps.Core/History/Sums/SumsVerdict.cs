using WardOps.Core.History.Ledger;

namespace WardOps.Core.History.Sums;

/// <summary>Who is right about a step of which memory and the store do not say the same. Pure.</summary>
internal static class SumsVerdict
{
    /// <summary>
    /// The store is, where the ledger knows of every round that came live in the step that the store has it. Rounds from before this process
    /// came from the store in the first place.
    /// </summary>
    /// <param name="from">Start of the step.</param>
    /// <param name="to">Its end.</param>
    /// <param name="runs">What the ledger says of it.</param>
    /// <param name="live">Rounds that came live in it.</param>
    /// <returns>Null if what the store has is to be taken; else why what memory has stays.</returns>
    public static string? WhyKeep(DateTimeOffset from, DateTimeOffset to, IEnumerable<LedgerRun> runs, int live)
    {
        var accounted = 0L;
        foreach (var run in runs)
        {
            var rounds = RoundsWithin(run, from, to);
            if (rounds == 0)
            {
                continue;
            }

            switch (run)
            {
                case { Fate: RoundFate.Issued or RoundFate.Spooled }:
                    return "not all of its rounds have reached the store yet";
                case { Fate: RoundFate.Missing } when !run.Reason.IsNowhere():
                    return $"rounds of it are missing in the store ({run.Reason})";
            }

            accounted += rounds;
        }

        return accounted < live ? "the ledger does not know what became of all its rounds" : null;
    }

    /// <summary>Rounds of a run that begin in [from, to).</summary>
    internal static long RoundsWithin(LedgerRun run, DateTimeOffset from, DateTimeOffset to)
    {
        var length = run.Interval.Ticks;
        if (length <= 0 || run.Rounds <= 0)
        {
            return 0;
        }

        var first = Math.Max(0, Up((from - run.From).Ticks, length));
        var end = Math.Min(run.Rounds, Up((to - run.From).Ticks, length));
        return Math.Max(0, end - first);
    }

    private static long Up(long ticks, long length) => ticks <= 0 ? ticks / length : ((ticks - 1) / length) + 1;
}
