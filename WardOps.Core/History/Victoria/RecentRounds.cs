namespace WardOps.Core.History.Victoria;

/// <summary>
/// Rounds that were acknowledged lately. VictoriaMetrics answers 204 before anything is on disk (a kill loses up to ten
/// seconds), so they are kept for another go. Age counts back from the last acknowledgement, not from now: while the server
/// is away nothing grows older. Not thread-safe.
/// </summary>
internal sealed class RecentRounds(TimeSpan keep, TimeProvider time)
{
    private readonly Queue<(EncodedRound Round, long Stamp)> _rounds = new();

    public void Acknowledged(EncodedRound round)
    {
        var now = time.GetTimestamp();
        _rounds.Enqueue((round, now));
        while (time.GetElapsedTime(_rounds.Peek().Stamp, now) > keep)
        {
            _rounds.Dequeue();
        }
    }

    /// <summary>All of them, oldest first; none are left.</summary>
    public IReadOnlyList<EncodedRound> TakeAll()
    {
        // A round may be in twice after an earlier replay.
        EncodedRound[] all = [.. _rounds.Select(r => r.Round).Distinct().OrderBy(r => r.At)];
        _rounds.Clear();
        return all;
    }
}
