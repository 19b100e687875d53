using WardOps.Core.Probing;

namespace WardOps.Core.History.Ledger;

/// <summary>
/// The books of history: what became of each round. Callable from any thread; it never waits for a disk or a server. News may come in any order
/// and more than once: <see cref="LedgerRules"/> says which of them count.
/// </summary>
public sealed class RoundLedger
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly LedgerRuns _runs = new();
    private readonly OpenRounds _open;
    private readonly FreshlyAcknowledged _fresh;
    private SentRounds _sent = SentRounds.None;
    private RoundPlan? _firstBegun;
    private RoundPlan? _lastBegun;
    private long _lastStamp;
    private long _version;
    private long _gapVersion;
    private DateTimeOffset? _knownUntil;

    /// <param name="time">Clocks; those of the system if left out.</param>
    public RoundLedger(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _open = new OpenRounds(_time);
        _fresh = new FreshlyAcknowledged(_time);
    }

    /// <summary>Grows with every change.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The <see cref="Version"/> of the last change that must not be lost: a gap came or went, or rounds of a new length began.</summary>
    internal long GapVersion => Volatile.Read(ref _gapVersion);

    /// <summary>The round begins. Rounds between it and the one before it that never began are missing from now on.</summary>
    public void Begun(RoundPlan plan)
    {
        lock (_gate)
        {
            if (_lastBegun is { } last)
            {
                FillBetween(last, plan);
                if (plan.At < last.At && _runs.Unskip(plan.EndsAt))
                {
                    Changed(isGap: true);
                }
            }

            if (Set(new LedgerRun(plan.At, plan.Interval, 1, RoundFate.Issued)))
            {
                _open.Begin(plan.At, plan.Interval);
            }

            _lastBegun = plan;
            _lastStamp = _time.GetTimestamp();
            if (_firstBegun is null)
            {
                _firstBegun = plan;
                FillNotRunning();
            }
        }
    }

    /// <summary>The round has closed: it waits for whoever writes it, however long that takes.</summary>
    public void Closed(DateTimeOffset at)
    {
        lock (_gate)
        {
            _open.Close(at);
        }
    }

    /// <summary>The round knows something of so many devices: so many status samples it will have.</summary>
    public void Expect(DateTimeOffset at, int devices)
    {
        lock (_gate)
        {
            _open.Expect(at, devices);
        }
    }

    /// <summary>The round is on disk here.</summary>
    /// <param name="at">Its start.</param>
    /// <param name="interval">Its length.</param>
    /// <param name="samples">Samples in it.</param>
    /// <param name="devices">Status samples among them; 0 if the caller cannot say.</param>
    public void Spooled(DateTimeOffset at, TimeSpan interval, int samples, int devices = 0)
    {
        lock (_gate)
        {
            Settle(at, interval, RoundFate.Spooled, GapReason.None, devices);
        }
    }

    /// <summary>The store has acknowledged it; it may still forget it.</summary>
    /// <param name="at">Its start.</param>
    /// <param name="interval">Its length.</param>
    /// <param name="samples">Samples in it.</param>
    /// <param name="devices">Status samples among them; 0 if the caller cannot say.</param>
    public void Acknowledged(DateTimeOffset at, TimeSpan interval, int samples, int devices = 0)
    {
        lock (_gate)
        {
            Settle(at, interval, RoundFate.Acknowledged, GapReason.None, devices);
            _fresh.Add(at);
            _sent = _sent.With(at, samples);
        }
    }

    /// <summary>The store gave it back whole.</summary>
    public void ReadBack(DateTimeOffset at, TimeSpan interval)
    {
        lock (_gate)
        {
            Settle(at, interval, RoundFate.ReadBack, GapReason.None, 0);
        }
    }

    /// <summary>It will never be there.</summary>
    public void Missing(DateTimeOffset at, TimeSpan interval, GapReason reason)
    {
        lock (_gate)
        {
            Settle(at, interval, RoundFate.Missing, reason, 0);
        }
    }

    /// <summary>What became of the rounds that start in [from, to), oldest first.</summary>
    public IReadOnlyList<LedgerRun> Runs(DateTimeOffset from, DateTimeOffset to)
    {
        lock (_gate)
        {
            return [.. _runs.Between(from, to).Select(r => r.Within(from, to)).OfType<LedgerRun>()];
        }
    }

    /// <summary>What became of the rounds that start in [from, to), as far as any were due and have begun by now.</summary>
    public LedgerSummary Summary(DateTimeOffset from, DateTimeOffset to)
    {
        lock (_gate)
        {
            return LedgerSummary.Of(_runs, from, to, _time.GetUtcNow());
        }
    }

    /// <summary>What was acknowledged since the last time this was asked.</summary>
    internal SentRounds TakeSent()
    {
        lock (_gate)
        {
            var sent = _sent;
            _sent = SentRounds.None;
            return sent;
        }
    }

    /// <summary>The books, to be written to disk, and the version that they are.</summary>
    internal (IReadOnlyList<LedgerRun> Runs, long Version) Snapshot()
    {
        lock (_gate)
        {
            return ([.. _runs.All], _version);
        }
    }

    /// <summary>
    /// Takes over what an earlier run of WardOps has saved. Whatever is in the books already is newer news: it does not matter which comes first. Rounds that had
    /// only begun were cut short; those between the last one known and the first one begun now fell into a time when nobody ran.
    /// </summary>
    internal void Restore(IReadOnlyList<LedgerRun> saved)
    {
        lock (_gate)
        {
            var newer = _runs.All.Where(r => r.Reason != GapReason.NotRunning).ToArray();
            _runs.Replace(saved.Select(r => r.CutShort()));
            _knownUntil = _runs.End;
            foreach (var run in newer)
            {
                _runs.SetAll(run);
            }

            FillNotRunning();
            Condense();
            Changed(isGap: true);
        }
    }

    /// <summary>Books what time alone has decided: rounds that should have closed, or begun, long ago.</summary>
    /// <param name="mayEnd">WardOps is ending: no round begins, and that is right.</param>
    internal void Check(bool mayEnd)
    {
        lock (_gate)
        {
            foreach (var (at, interval) in _open.TakeOverdue())
            {
                Set(new LedgerRun(at, interval, 1, RoundFate.Missing, GapReason.Overrun));
            }

            if (!mayEnd && _lastBegun is { } last && _time.GetElapsedTime(_lastStamp) > OpenRounds.Patience(last.Interval))
            {
                Fill(last.EndsAt, Spans.Floor(_time.GetUtcNow(), last.Interval), last.Interval, GapReason.Skipped);
            }

            if (_runs.All.Count > 1 && _runs.All[1].To <= _time.GetUtcNow() - LedgerCondenser.Oldest)
            {
                Condense();
            }
        }
    }

    /// <summary>Looks at the books, and at nothing else, while nobody writes in them.</summary>
    /// <param name="look">Gets the runs, whether a round was acknowledged so lately that reading it back would prove nothing, and up to when the saved books reached.</param>
    internal T Look<T>(Func<LedgerRuns, Predicate<DateTimeOffset>, DateTimeOffset?, T> look)
    {
        lock (_gate)
        {
            return look(_runs, _fresh.Has, _knownUntil);
        }
    }

    private void Settle(DateTimeOffset at, TimeSpan interval, RoundFate fate, GapReason reason, int devices)
    {
        var expected = _open.End(at);
        var isToBeRead = fate is RoundFate.Spooled or RoundFate.Acknowledged;
        Set(new LedgerRun(at, interval, 1, fate, reason) { Samples = !isToBeRead ? 0 : devices > 0 ? devices : expected });
    }

    private bool Set(LedgerRun round)
    {
        var was = _runs.Find(round.From);
        var isOfNewLength = was is null && (_runs.All.Count == 0 || _runs.All[^1].Interval != round.Interval);
        if (!_runs.Set(round))
        {
            return false;
        }

        Changed(isGap: isOfNewLength || round.Fate == RoundFate.Missing || was?.Fate == RoundFate.Missing);
        if (was is null && _firstBegun is { } first && round.From < first.At)
        {
            FillNotRunning();   // the spool has found a round older than all others
        }

        if (_runs.All.Count > LedgerRuns.Most)
        {
            Condense();
        }

        return true;
    }

    private void FillBetween(RoundPlan last, RoundPlan next)
    {
        // What the clock left out was left out right before this one; a round that is missing beyond that did begin, and the tick that said so was dropped.
        var skipped = next.At - (next.SkippedBefore * next.Interval);
        skipped = skipped < last.EndsAt ? last.EndsAt : skipped;
        Fill(last.EndsAt, skipped, next.Interval, GapReason.Overrun);
        Fill(skipped, next.At, next.Interval, GapReason.Skipped);
    }

    private void FillNotRunning()
    {
        if (_firstBegun is { } first && _runs.First is { } known)
        {
            Fill(known, first.At, first.Interval, GapReason.NotRunning);
        }
    }

    private void Fill(DateTimeOffset from, DateTimeOffset to, TimeSpan interval, GapReason reason)
    {
        if (from < to && _runs.FillHoles(from, to, interval, RoundFate.Missing, reason))
        {
            Changed(isGap: true);
        }
    }

    private void Condense()
    {
        var condensed = LedgerCondenser.Condense(_runs.All, LedgerRuns.Most, _time.GetUtcNow());
        if (!ReferenceEquals(condensed, _runs.All))
        {
            _runs.Replace(condensed);
            Changed(isGap: false);
        }
    }

    private void Changed(bool isGap)
    {
        _version++;
        if (isGap)
        {
            _gapVersion = _version;
        }
    }
}
