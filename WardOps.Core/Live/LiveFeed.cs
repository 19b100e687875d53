using WardOps.Core.Alerts.Book;
using WardOps.Core.Status;

namespace WardOps.Core.Live;

/// <summary>
/// One feed, many readers: pages in this process and the hub subscribe to the same thing. The pump publishes and never
/// waits for a reader; a reader that is slow gets the newest state, not a backlog.
/// </summary>
public sealed class LiveFeed
{
    private readonly Lock _gate = new();
    private readonly List<LiveSubscription> _subscribers = [];
    private readonly Dictionary<Guid, LiveDevice> _shown = [];
    private LiveUpdate _last = new(Board.Empty, null, false);
    private OpenAlerts _alerts = OpenAlerts.None;
    private int _critical;
    private long _version;

    /// <summary>Takes part from now on. The last state is offered at once, so nothing falls between joining and the next update.</summary>
    /// <param name="callback">Called with one update at a time, never two at once. Must not dispose its own subscription.</param>
    /// <param name="options">How often, and whether updates may be merged.</param>
    public LiveSubscription Subscribe(Func<LiveUpdate, Task> callback, LiveSubscriptionOptions options)
    {
        var subscription = new LiveSubscription(callback, options, Leave);
        lock (_gate)
        {
            _subscribers.Add(subscription);
            subscription.Offer(_last);
        }

        return subscription;
    }

    /// <summary>The whole state at the version of the last message.</summary>
    public LiveSnapshot Snapshot()
    {
        lock (_gate)
        {
            return new LiveSnapshot(_version, _last.Board.AsOf, _last.Board.LastRound?.ClosedAt, _last.Board.Totals.ToLive(), [.. _shown.Values], _last.Board.Blind?.ToLive())
            {
                UnknownRound = _last.Board.LastRound?.ToUnknown(),
                PartlyBlind = _last.Board.PartlyBlind?.ToLive(),
                PartlyUnknownRound = _last.Board.LastRound?.ToPartlyUnknown(),
                ActiveAlerts = _alerts.All.Length,
                CriticalAlerts = _critical,
            };
        }
    }

    /// <summary>Hands on what one step of the board brought. A step that a screen would not notice brings no message, unless it closes a round.</summary>
    /// <param name="verdict">The step.</param>
    /// <param name="alerts">What is open after it; null if that is not known, and nothing is.</param>
    public void Publish(Verdict verdict, OpenAlerts? alerts = null)
    {
        lock (_gate)
        {
            var areCountsNew = Count(alerts ?? OpenAlerts.None);
            var changed = verdict.Changed.Select(s => s.ToLive()).Where(Differs).ToList();
            var removed = ReferenceEquals(_last.Board.Catalog, verdict.Board.Catalog)
                ? []
                : _shown.Keys.Where(id => verdict.Board.Catalog.Find(id) is null).ToList();
            if (!areCountsNew && changed.Count == 0 && removed.Count == 0 && verdict.Closed is null && verdict.Board.Transport == _last.Board.Transport && verdict.Board.Blind == _last.Board.Blind
                && verdict.Board.PartlyBlind == _last.Board.PartlyBlind && verdict.Board.Setback == _last.Board.Setback)
            {
                return;
            }

            changed.ForEach(d => _shown[d.Id] = d);
            removed.ForEach(id => _shown.Remove(id));
            var board = verdict.Board;
            var delta = new LiveDelta(++_version, board.AsOf, board.LastRound?.ClosedAt, board.Totals.ToLive(), changed, removed, board.Blind?.ToLive())
            {
                UnknownRound = board.LastRound?.ToUnknown(),
                PartlyBlind = board.PartlyBlind?.ToLive(),
                PartlyUnknownRound = board.LastRound?.ToPartlyUnknown(),
                ActiveAlerts = _alerts.All.Length,
                CriticalAlerts = _critical,
            };
            _last = new LiveUpdate(board, delta, verdict.Closed is not null);
            _subscribers.ForEach(s => s.Offer(_last));
        }
    }

    private bool Count(OpenAlerts alerts)
    {
        if (ReferenceEquals(alerts, _alerts))
        {
            return false;
        }

        var before = (_alerts.All.Length, _critical);
        (_alerts, _critical) = (alerts, alerts.Critical);
        return before != (_alerts.All.Length, _critical);
    }

    private bool Differs(LiveDevice now) => !_shown.TryGetValue(now.Id, out var shown) || LiveMapping.LooksDifferent(shown, now);

    private void Leave(LiveSubscription subscription)
    {
        lock (_gate)
        {
            _subscribers.Remove(subscription);
        }
    }
}
