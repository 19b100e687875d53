using WardOps.Core.History.Ledger;

namespace WardOps.Tests.History.Ledger;

/// <summary>A ledger so plain that it cannot be wrong: one entry per round.</summary>
internal sealed class ModelLedger
{
    private readonly SortedDictionary<DateTimeOffset, (RoundFate Fate, GapReason Reason)> _rounds = [];
    private int? _first;
    private int? _last;

    public IEnumerable<(DateTimeOffset, RoundFate, GapReason)> Rounds => _rounds.Select(r => (r.Key, r.Value.Fate, r.Value.Reason));

    public void Begun(int round)
    {
        for (var missed = _last + 1; missed < round; missed++)
        {
            _rounds.TryAdd(Book.At(missed.Value), (RoundFate.Missing, GapReason.Skipped));
        }

        Set(round, RoundFate.Issued, GapReason.None);
        (_first, _last) = (_first ?? round, round);
        FillNotRunning();
    }

    public void Set(int round, RoundFate fate, GapReason reason)
    {
        if (!_rounds.TryGetValue(Book.At(round), out var was) || LedgerRules.MayBecome(was.Fate, was.Reason, fate, reason))
        {
            _rounds[Book.At(round)] = (fate, reason);
        }

        FillNotRunning();
    }

    public void Restart()
    {
        foreach (var at in _rounds.Keys.Where(at => _rounds[at].Fate == RoundFate.Issued).ToArray())
        {
            _rounds[at] = (RoundFate.Missing, GapReason.CutShort);
        }

        (_first, _last) = (null, null);
    }

    private void FillNotRunning()
    {
        for (var at = _rounds.Keys.FirstOrDefault(); _first is { } first && at < Book.At(first); at += Book.Ten)
        {
            _rounds.TryAdd(at, (RoundFate.Missing, GapReason.NotRunning));
        }
    }
}
