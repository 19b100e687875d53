namespace WardOps.Core.History.Ledger;

/// <summary>What became of the rounds of one step of time, for a strip.</summary>
/// <param name="From">Start of the step.</param>
/// <param name="To">End of the step.</param>
/// <param name="Counts">Its rounds.</param>
public sealed record LedgerCell(DateTimeOffset From, DateTimeOffset To, LedgerCounts Counts)
{
    /// <summary>The worst of its rounds; null where nothing was due.</summary>
    public RoundFate? Worst => Counts switch
    {
        { Rounds: 0 } => null,
        var c when c[RoundFate.Missing] > 0 => RoundFate.Missing,
        { Waiting: > 0 } => RoundFate.Spooled,
        var c when c[RoundFate.Acknowledged] > 0 => RoundFate.Acknowledged,
        _ => RoundFate.ReadBack,
    };

    /// <summary>The steps of [from, to), oldest first. A condensed run counts in every step that it reaches to.</summary>
    public static IReadOnlyList<LedgerCell> Of(IReadOnlyList<LedgerRun> runs, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        var cells = new List<LedgerCell>();
        var first = 0;
        for (var at = from; at < to; at += step)
        {
            var end = at + step < to ? at + step : to;
            var counts = new LedgerCounts();
            while (first < runs.Count && runs[first].To <= at)
            {
                first++;
            }

            for (var i = first; i < runs.Count && runs[i].From < end; i++)
            {
                if (runs[i].Within(at, end) is { } part)
                {
                    counts.Add(part);
                }
            }

            cells.Add(new LedgerCell(at, end, counts));
        }

        return cells;
    }
}
