namespace WardOps.Core.History.Ledger;

/// <summary>The runs of a ledger in order of time, none overlapping another, neighbours that are alike in one. Not thread-safe.</summary>
internal sealed class LedgerRuns
{
    /// <summary>Most runs that are kept apart; see <see cref="LedgerCondenser"/>.</summary>
    public const int Most = 20_000;

    private readonly List<LedgerRun> _runs = [];

    public IReadOnlyList<LedgerRun> All => _runs;

    public DateTimeOffset? First => _runs.Count == 0 ? null : _runs[0].From;

    public DateTimeOffset? End => _runs.Count == 0 ? null : _runs[^1].To;

    /// <summary>The run that covers that moment; null if none does.</summary>
    public LedgerRun? Find(DateTimeOffset at) => IndexOf(at) is var i && i < _runs.Count && _runs[i].From <= at ? _runs[i] : null;

    /// <summary>Runs that reach into [from, to), whole.</summary>
    public IEnumerable<LedgerRun> Between(DateTimeOffset from, DateTimeOffset to)
    {
        for (var i = IndexOf(from); i < _runs.Count && _runs[i].From < to; i++)
        {
            yield return _runs[i];
        }
    }

    /// <summary>Books what became of one round. Rounds of another length that it overlaps give way, if all of them may.</summary>
    /// <returns>False if it is stale news.</returns>
    public bool Set(LedgerRun round)
    {
        var i = IndexOf(round.From);
        if (i == _runs.Count || _runs[i].From >= round.To)
        {
            _runs.Insert(i, round);
            MergeAround(i, i + 1);
            return true;
        }

        var run = _runs[i];
        if (run.Condensed is not null)
        {
            return SetCondensed(i, round);
        }

        if (run.HasRoundAt(round.From) && (run.Interval == round.Interval || (run.Interval < round.Interval && IsWritten(run))))
        {
            return SetWithin(i, round with { Interval = run.Interval });   // or it is news of a long round that was cut
        }

        return TryCut(i, round) || SetAcross(i, round);
    }

    /// <summary>Books a whole run: at one stroke where nothing is known yet, else round by round.</summary>
    public void SetAll(LedgerRun run)
    {
        var i = IndexOf(run.From);
        if (i == _runs.Count || _runs[i].From >= run.To)
        {
            _runs.Insert(i, run);
            MergeAround(i, i + 1);
            return;
        }

        for (var number = 0; number < run.Rounds && run.Condensed is null; number++)
        {
            Set(run.Part(number, 1));
        }
    }

    /// <summary>Gives the rounds of [from, to) of which nothing is known a fate: those on the grid of the interval that fit between the others.</summary>
    public bool FillHoles(DateTimeOffset from, DateTimeOffset to, TimeSpan interval, RoundFate fate, GapReason reason)
    {
        var holes = new List<LedgerRun>();
        var begin = from;
        foreach (var run in Between(from, to))
        {
            AddHole(begin, run.From);
            begin = run.To;
        }

        AddHole(begin, to);
        foreach (var hole in holes)
        {
            var i = IndexOf(hole.From);
            _runs.Insert(i, hole);
            MergeAround(i, i + 1);
        }

        return holes.Count > 0;

        void AddHole(DateTimeOffset start, DateTimeOffset end)
        {
            var first = Spans.Ceiling(start, interval);
            if (end - first >= interval)
            {
                holes.Add(new LedgerRun(first, interval, (end - first).Ticks / interval.Ticks, fate, reason));
            }
        }
    }

    /// <summary>Takes out rounds from that moment on that were skipped: a clock had stood ahead, and their time has not come yet.</summary>
    public bool Unskip(DateTimeOffset from)
    {
        if (!Between(from, DateTimeOffset.MaxValue).Any(IsSkipped))
        {
            return false;
        }

        Replace(_runs.Select(r => IsSkipped(r) && r.To > from ? r.Within(DateTimeOffset.MinValue, from) : r).OfType<LedgerRun>());
        return true;

        static bool IsSkipped(LedgerRun run) => run is { Condensed: null, Fate: RoundFate.Missing, Reason: GapReason.Skipped };
    }

    /// <summary>Replaces all runs; they are in order and do not overlap.</summary>
    public void Replace(IEnumerable<LedgerRun> runs)
    {
        LedgerRun[] all = [.. runs];
        _runs.Clear();
        foreach (var run in all)
        {
            Append(run);
        }
    }

    private void Append(LedgerRun run)
    {
        if (_runs.Count > 0 && _runs[^1].IsContinuedBy(run))
        {
            _runs[^1] = _runs[^1] with { Rounds = _runs[^1].Rounds + run.Rounds };
        }
        else
        {
            _runs.Add(run);
        }
    }

    /// <summary>The first run that ends after that moment; the number of runs if none does.</summary>
    private int IndexOf(DateTimeOffset at)
    {
        var (low, high) = (0, _runs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _runs[middle].To > at ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private bool SetCondensed(int i, LedgerRun round)
    {
        // One that begins before the condensed run, and reaches into it, has no place of its own.
        if (_runs[i].From > round.From || _runs[i].Condensed!.Moved(round.Fate, round.Reason) is not { } moved)
        {
            return false;
        }

        _runs[i] = _runs[i] with { Condensed = moved };
        return true;
    }

    /// <summary>
    /// After a restart shorter rounds begin within the last long one, which was written: it is a round of the new length then, at its own time, and nobody ran until the first of the new ones.
    /// </summary>
    private bool TryCut(int i, LedgerRun round)
    {
        var run = _runs[i];
        var last = run.To - run.Interval;
        if (i < _runs.Count - 1 || !IsWritten(run) || run.Interval <= round.Interval || round.From <= last || Spans.Floor(last, round.Interval) != last)
        {
            return false;
        }

        Replace(i, 1, [run.Part(0, run.Rounds - 1), run.Part(run.Rounds - 1, 1) with { Interval = round.Interval }, round]);
        return true;
    }

    private static bool IsWritten(LedgerRun run) => run.Fate is RoundFate.Spooled or RoundFate.Acknowledged or RoundFate.ReadBack;

    private bool SetWithin(int i, LedgerRun round)
    {
        var run = _runs[i];
        if (!LedgerRules.MayBecome(run.Fate, run.Reason, round.Fate, round.Reason))
        {
            return false;
        }

        var number = (round.From - run.From).Ticks / run.Interval.Ticks;
        Replace(i, 1, [run.Part(0, number), round with { Samples = SamplesOf(run, round) }, run.Part(number + 1, run.Rounds - number - 1)]);
        return true;
    }

    private bool SetAcross(int i, LedgerRun round)
    {
        var last = i;
        while (last < _runs.Count && _runs[last].From < round.To)
        {
            if (_runs[last].Condensed is not null || !LedgerRules.MayBecome(_runs[last].Fate, _runs[last].Reason, round.Fate, round.Reason))
            {
                return false;
            }

            last++;
        }

        var parts = new List<LedgerRun> { round };
        foreach (var run in _runs[i..last])
        {
            // Whole rounds of the old length before and after; what is left of the rounds cut is told in rounds of the new length.
            var before = Math.Clamp(Floor(round.From - run.From, run.Interval), 0, run.Rounds);
            var after = Math.Clamp(Floor(round.To - run.From + run.Interval - TimeSpan.FromTicks(1), run.Interval), 0, run.Rounds);
            parts.Add(run.Part(0, before));
            parts.Add(run.Part(after, run.Rounds - after));
            var (cutFrom, cutTo) = (run.From + (before * run.Interval), run.From + (after * run.Interval));
            var rest = Math.Max(0, Floor(round.From - cutFrom, round.Interval));
            parts.Add(run with { From = round.From - (rest * round.Interval), Interval = round.Interval, Rounds = rest });
            parts.Add(run with { From = round.To, Interval = round.Interval, Rounds = Math.Max(0, Floor(cutTo - round.To, round.Interval)) });
        }

        Replace(i, last - i, [.. parts.OrderBy(p => p.From)]);
        return true;
    }

    private void Replace(int i, int count, IReadOnlyList<LedgerRun> parts)
    {
        LedgerRun[] there = [.. parts.Where(p => p.Rounds > 0)];
        _runs.RemoveRange(i, count);
        _runs.InsertRange(i, there);
        MergeAround(i, i + there.Length);
    }

    /// <summary>Joins alike neighbours among [from, to) and with the ones beside them.</summary>
    private void MergeAround(int from, int to)
    {
        for (var i = Math.Min(to, _runs.Count - 1); i >= Math.Max(from, 1); i--)
        {
            if (_runs[i - 1].IsContinuedBy(_runs[i]))
            {
                _runs[i - 1] = _runs[i - 1] with { Rounds = _runs[i - 1].Rounds + _runs[i].Rounds };
                _runs.RemoveAt(i);
            }
        }
    }

    private static long Floor(TimeSpan span, TimeSpan unit)
    {
        var (whole, rest) = Math.DivRem(span.Ticks, unit.Ticks);
        return rest < 0 ? whole - 1 : whole;
    }

    /// <summary>How many samples of the round are to be read back: what the news say, else what was known before; settled rounds need none.</summary>
    private static int SamplesOf(LedgerRun was, LedgerRun round) => round switch
    {
        { Fate: RoundFate.Missing, Reason: GapReason.NotReadBack } => was.Samples,   // so that it can be found whole again
        { Fate: RoundFate.Spooled or RoundFate.Acknowledged, Samples: 0 } => was.Samples,
        { Fate: RoundFate.Spooled or RoundFate.Acknowledged } => round.Samples,
        _ => 0,
    };
}
