namespace WardOps.Core.History.Ledger;

/// <summary>
/// Rounds that have begun and of which nothing final is known: whether they have closed, and how many samples they will have. Not thread-safe. Bounded:
/// of more than <see cref="Most"/> the oldest is forgotten, which then waits in the books without an end.
/// </summary>
internal sealed class OpenRounds(TimeProvider time)
{
    public const int Most = 4096;

    /// <summary>On top of three intervals: a machine that is busy closes its rounds late.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly SortedDictionary<DateTimeOffset, OpenRound> _rounds = [];

    public void Begin(DateTimeOffset at, TimeSpan interval)
    {
        _rounds[at] = new OpenRound(interval, time.GetTimestamp());
        if (_rounds.Count > Most)
        {
            _rounds.Remove(_rounds.First().Key);
        }
    }

    /// <summary>It has closed, and is in the hands of whoever writes it.</summary>
    public void Close(DateTimeOffset at)
    {
        if (_rounds.TryGetValue(at, out var round))
        {
            round.IsClosed = true;
        }
    }

    /// <summary>It will have so many status samples.</summary>
    public void Expect(DateTimeOffset at, int samples)
    {
        if (_rounds.TryGetValue(at, out var round))
        {
            round.Samples = samples;
        }
    }

    /// <summary>Something final is known of it.</summary>
    /// <returns>How many status samples it has; 0 if that was never said.</returns>
    public int End(DateTimeOffset at) => _rounds.Remove(at, out var round) ? round.Samples : 0;

    /// <summary>Takes out the rounds that should have closed long ago. By the monotonic clock: the other one may have been set.</summary>
    public IReadOnlyList<(DateTimeOffset At, TimeSpan Interval)> TakeOverdue()
    {
        var now = time.GetTimestamp();
        var overdue = _rounds
            .Where(r => !r.Value.IsClosed && time.GetElapsedTime(r.Value.Stamp, now) > Patience(r.Value.Interval))
            .Select(r => (r.Key, r.Value.Interval))
            .ToArray();
        foreach (var (at, _) in overdue)
        {
            _rounds.Remove(at);
        }

        return overdue;
    }

    /// <summary>How long after its beginning a round has closed, or something is wrong.</summary>
    public static TimeSpan Patience(TimeSpan interval) => (3 * interval) + s_patience;

    private sealed class OpenRound(TimeSpan interval, long stamp)
    {
        public TimeSpan Interval { get; } = interval;

        public long Stamp { get; } = stamp;

        public bool IsClosed { get; set; }

        public int Samples { get; set; }
    }
}
