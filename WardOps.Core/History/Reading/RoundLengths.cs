using WardOps.Core.History.Ledger;

namespace WardOps.Core.History.Reading;

/// <summary>
/// How long everybody's rounds were, and when that changed: nearly always there is one length. Before anything is known the oldest known one held. Immutable.
/// </summary>
internal sealed class RoundLengths
{
    /// <summary>Lengths that are told apart; older ones are forgotten, and the oldest that is left holds for their time.</summary>
    internal const int Most = 64;

    private readonly (DateTimeOffset From, TimeSpan Length)[] _eras;

    private RoundLengths((DateTimeOffset From, TimeSpan Length)[] eras) => _eras = eras;

    /// <summary>When another length came, in order.</summary>
    public IEnumerable<DateTimeOffset> Changes => _eras.Skip(1).Select(e => e.From);

    public static RoundLengths Always(TimeSpan length) => new([(DateTimeOffset.MinValue, length)]);

    /// <summary>
    /// By the books. A length holds from its first round on until the first round of another; since the last round that is known, the length of today does.
    /// </summary>
    /// <param name="runs">In order of time. Of a condensed one only the length of its first round is known.</param>
    /// <param name="today">Length of a round by the settings of this process.</param>
    public static RoundLengths Of(IReadOnlyList<LedgerRun> runs, TimeSpan today)
    {
        var eras = new List<(DateTimeOffset From, TimeSpan Length)>();
        foreach (var run in runs)
        {
            var hasRounds = run.Condensed is not null || run.Reason != GapReason.NotRunning;   // else the length is a guess of who ran later
            if (hasRounds && (eras.Count == 0 || eras[^1].Length != run.Interval))
            {
                eras.Add((eras.Count == 0 ? DateTimeOffset.MinValue : Spans.Ceiling(run.From, run.Interval), run.Interval));
            }
        }

        if (eras.Count == 0 || eras[^1].Length != today)
        {
            eras.Add((eras.Count == 0 ? DateTimeOffset.MinValue : Spans.Ceiling(runs[^1].To, today), today));
        }

        eras.RemoveRange(0, Math.Max(0, eras.Count - Most));
        eras[0] = eras[0] with { From = DateTimeOffset.MinValue };
        return new RoundLengths([.. eras]);
    }

    /// <summary>Length of the round in which a time lies.</summary>
    public TimeSpan At(DateTimeOffset time) => _eras[IndexOf(time)].Length;

    /// <summary>When the length that holds then gives way to another; the end of time if it never does.</summary>
    public DateTimeOffset EndAt(DateTimeOffset time) => IndexOf(time) + 1 is var next && next < _eras.Length ? _eras[next].From : DateTimeOffset.MaxValue;

    /// <summary>The first start of a round at or after a time.</summary>
    public DateTimeOffset NextStart(DateTimeOffset time) => Spans.Earlier(Spans.Ceiling(time, At(time)), EndAt(time));

    /// <summary>The stretches of [from, to), each with one length, in order; if it is empty, its one moment.</summary>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset To, TimeSpan Length)> Within(DateTimeOffset from, DateTimeOffset to)
    {
        var begin = from;
        do
        {
            var end = Spans.Earlier(to, EndAt(begin));
            yield return (begin, end, At(begin));
            begin = end;
        }
        while (begin < to);
    }

    private int IndexOf(DateTimeOffset time)
    {
        var index = _eras.Length - 1;
        while (index > 0 && _eras[index].From > time)
        {
            index--;
        }

        return index;
    }
}
