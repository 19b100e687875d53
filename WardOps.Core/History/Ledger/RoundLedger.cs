using WardOps.Core.Probing;

namespace WardOps.Core.History.Ledger;

/// <summary>
/// The books of history: what became of each round. Callable from any thread; it never waits for a disk or a server.
/// </summary>
public sealed class RoundLedger
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<DateTimeOffset, LedgerRun> _rounds = [];

    /// <summary>The round begins.</summary>
    public void Begun(RoundPlan plan) => Set(plan.At, plan.Interval, RoundFate.Issued, GapReason.None);

    /// <summary>The round is on disk here.</summary>
    /// <param name="at">Its start.</param>
    /// <param name="interval">Its length.</param>
    /// <param name="samples">Samples in it.</param>
    public void Spooled(DateTimeOffset at, TimeSpan interval, int samples) => Set(at, interval, RoundFate.Spooled, GapReason.None);

    /// <summary>The store has acknowledged it; it may still forget it.</summary>
    public void Acknowledged(DateTimeOffset at, TimeSpan interval, int samples) => Set(at, interval, RoundFate.Acknowledged, GapReason.None);

    /// <summary>It will never be there.</summary>
    public void Missing(DateTimeOffset at, TimeSpan interval, GapReason reason) => Set(at, interval, RoundFate.Missing, reason);

    /// <summary>What became of the rounds in [from, to), oldest first.</summary>
    public IReadOnlyList<LedgerRun> Runs(DateTimeOffset from, DateTimeOffset to)
    {
        lock (_gate)
        {
            return [.. _rounds.Values.Where(r => r.To > from && r.From < to)];
        }
    }

    private void Set(DateTimeOffset at, TimeSpan interval, RoundFate fate, GapReason reason)
    {
        lock (_gate)
        {
            _rounds[at] = new LedgerRun(at, interval, 1, fate, reason);
        }
    }
}
