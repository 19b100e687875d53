namespace WardOps.Core.History.Ledger;

/// <summary>
/// Stretches of rounds that were acknowledged within the last half minute. A store that has answered 204 shows a round before it is on disk: read back
/// at once it would be called safe, and be gone after a power cut. One stretch per second, so that its size does not depend on how fast a backlog is sent. Not thread-safe.
/// </summary>
internal sealed class FreshlyAcknowledged(TimeProvider time)
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_together = TimeSpan.FromSeconds(1);

    private readonly Queue<Stretch> _stretches = new();
    private Stretch? _newest;

    public void Add(DateTimeOffset at)
    {
        var now = time.GetTimestamp();
        Forget(now);
        if (_newest is null || time.GetElapsedTime(_newest.Stamp, now) > s_together)
        {
            _stretches.Enqueue(_newest = new Stretch(now, at));
            return;
        }

        _newest.From = at < _newest.From ? at : _newest.From;
        _newest.To = at > _newest.To ? at : _newest.To;
    }

    /// <summary>Whether the round is, or may be, one of them.</summary>
    public bool Has(DateTimeOffset at)
    {
        Forget(time.GetTimestamp());
        return _stretches.Any(s => at >= s.From && at <= s.To);
    }

    private void Forget(long now)
    {
        while (_stretches.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Stamp, now) > s_fresh + s_together)
        {
            _stretches.Dequeue();
        }
    }

    private sealed class Stretch(long stamp, DateTimeOffset at)
    {
        public long Stamp { get; } = stamp;

        public DateTimeOffset From { get; set; } = at;

        public DateTimeOffset To { get; set; } = at;
    }
}
