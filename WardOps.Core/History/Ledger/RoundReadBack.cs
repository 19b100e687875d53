using Microsoft.Extensions.Logging;

namespace WardOps.Core.History.Ledger;

/// <summary>
/// Asks the store for the rounds that it has acknowledged, and holds what it has against what was written. One question at a time, the most urgent first. Not thread-safe.
/// </summary>
internal sealed class RoundReadBack(
    RoundLedger ledger, IRoundCounts store, IRoundReplay spool, ReadBackState state, TimeProvider time, ILogger<RoundReadBack> logger)
{
    /// <summary>Most rounds in one question.</summary>
    public const int MostRounds = 360;

    /// <summary>When nothing is to be asked.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    private const int FewestRounds = 10;

    // Unless it is told otherwise, VictoriaMetrics hides what is younger than 30 s, and repeats older values for a little longer.
    private static readonly TimeSpan s_visible = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan s_sweepEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_settled = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_booksAreOld = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_calm = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(5);

    private readonly Suspects _suspects = new(time);
    private readonly long _startStamp = time.GetTimestamp();
    private int _most = MostRounds;
    private DateTimeOffset? _doubtAskedTo;
    private DateTimeOffset? _sweptTo;
    private long? _sweepStamp;

    /// <summary>Asks one question, if there is any.</summary>
    /// <returns>How long to wait until the next: a hundred times as long as the answer took, so that the store spends no more than 1 % of a core on it.</returns>
    /// <exception cref="HistoryUnavailableException">The store cannot be asked; the question is asked again.</exception>
    public async Task<TimeSpan> StepAsync(CancellationToken cancellation)
    {
        if (Next() is not { } question)
        {
            return Idle;
        }

        var stamp = time.GetTimestamp();
        try
        {
            var found = await store.CountAsync(question.First, question.Interval, question.Span, cancellation).ConfigureAwait(false);
            Judge(question, found);
        }
        catch (HistoryUnavailableException)
        {
            _most = Math.Max(FewestRounds, _most / 2);   // it may have been too much for it at once
            throw;
        }

        state.Answered(time.GetUtcNow());
        var isMoreToAsk = question.Span >= _most;
        _most = Math.Min(MostRounds, _most * 2);
        return PauseAfter(time.GetElapsedTime(stamp), isMoreToAsk);
    }

    /// <summary>
    /// Of what a question costs, most is the same for one round and for 360. So when there is no backlog, a minute's worth of rounds is waited for rather than to ask for each by itself.
    /// </summary>
    internal static TimeSpan PauseAfter(TimeSpan took, bool isMoreToAsk)
    {
        var budget = Shorter(99 * took, s_longestPause);
        return isMoreToAsk ? Longer(budget, TimeSpan.FromSeconds(1)) : Longer(Longer(budget, Idle), Shorter(399 * took, s_calm));

        static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
        static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
    }

    private ReadBackQuestion? Next()
    {
        var now = time.GetUtcNow();
        var kept = now - store.KeptFor;
        if (_suspects.Due(_most) is { } again)
        {
            return again;
        }

        return ledger.Look((runs, isFresh, knownUntil) =>
            (_suspects.IsFull ? null : ReadBackChoice.Acknowledged(runs, kept, now - s_visible, at => _suspects.Has(at) || isFresh(at), _most))
            ?? Doubtful(runs, knownUntil, now)
            ?? Sweep(runs, kept, now));
    }

    private ReadBackQuestion? Doubtful(LedgerRuns runs, DateTimeOffset? knownUntil, DateTimeOffset now)
    {
        // First the spool has its time to say what it has found.
        if (knownUntil is not { } known || time.GetElapsedTime(_startStamp) < TimeSpan.FromMinutes(1))
        {
            return null;
        }

        var from = _doubtAskedTo ?? known - TimeSpan.FromMinutes(2);
        var to = known + s_booksAreOld;
        return from >= to ? null : ReadBackChoice.Doubtful(runs, from, to < now - s_visible ? to : now - s_visible, _most);
    }

    private ReadBackQuestion? Sweep(LedgerRuns runs, DateTimeOffset kept, DateTimeOffset now)
    {
        if (_suspects.IsFull || (_sweepStamp is { } stamp && time.GetElapsedTime(stamp) < s_sweepEvery))
        {
            return null;
        }

        _sweepStamp = time.GetTimestamp();
        var question = ReadBackChoice.Settled(runs, kept, _sweptTo ?? now - s_settled, _most);
        _sweptTo = question?.First;   // from the newest to the oldest, and again from the newest
        return question;
    }

    private void Judge(ReadBackQuestion question, IReadOnlyDictionary<DateTimeOffset, long> counts)
    {
        var fewer = new List<RoundToRead>();
        foreach (var round in question.Rounds)
        {
            var found = counts.GetValueOrDefault(round.At);
            if (!round.IsWhole(found))
            {
                fewer.Add(round);
                continue;
            }

            _suspects.Remove(round.At);
            ledger.ReadBack(round.At, question.Interval);
            if (round.Written > 0 && found > round.Written)
            {
                state.More(round.At, round.Written, found);
            }
        }

        if (question.IsDoubtful)
        {
            _doubtAskedTo = question.Rounds[^1].At + question.Interval;
        }

        Suspect(fewer, question.Interval);
    }

    private void Suspect(List<RoundToRead> fewer, TimeSpan interval)
    {
        var (sendAgain, gone) = (new List<DateTimeOffset>(), new List<DateTimeOffset>());
        foreach (var round in fewer.Where(r => r.Fate != RoundFate.Missing))   // what was missing before is still missing: no news
        {
            if (!_suspects.Has(round.At))
            {
                _suspects.Add(round, interval);
            }
            else if (_suspects.Next(round.At) is var step && step != SuspectStep.Wait)
            {
                (step == SuspectStep.GiveUp ? gone : sendAgain).Add(round.At);
            }
        }

        if (sendAgain.Count > 0)
        {
            logger.RoundsNotThere(sendAgain.Count, sendAgain[0]);
            var isGone = spool.Replay(sendAgain).ToHashSet();
            gone.AddRange(sendAgain.Where(isGone.Contains));
            sendAgain.Where(at => !isGone.Contains(at)).ToList().ForEach(_suspects.SentAgain);
        }

        foreach (var at in gone)
        {
            _suspects.Remove(at);
            ledger.Missing(at, interval, GapReason.NotReadBack);
        }

        if (gone.Count > 0)
        {
            logger.RoundsGone(gone.Count, gone.Min());
        }
    }
}
