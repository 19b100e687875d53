using System.Threading.Channels;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Book;
using WardOps.Core.Live;

namespace WardOps.Tests.Live;

public sealed class LiveFeedTests
{
    private readonly BoardScript _script = new();
    private readonly LiveFeed _feed = new();

    [Fact]
    public async Task Subscribe_AfterUpdates_GetsTheLastStateAtOnce()
    {
        _feed.Publish(_script.Answer(5, 1, 2));
        await using var reader = new Reader(_feed, backlog: 16);

        var first = await reader.NextAsync();

        Assert.Equal(2, first.Board.Totals.Up);
    }

    [Fact]
    public async Task Publish_EveryChange_NumbersDeltasWithoutAGap()
    {
        await using var reader = new Reader(_feed, backlog: 64);
        await reader.NextAsync();   // the state on joining

        _feed.Publish(_script.Answer(5, 1, 2, 3));
        _feed.Publish(_script.Quiet());
        _feed.Publish(_script.Fail(2));
        _feed.Publish(_script.CloseRound(5));

        var deltas = new[] { await reader.NextAsync(), await reader.NextAsync(), await reader.NextAsync() };
        Assert.Equal([1, 2, 3], deltas.Select(d => d.Delta!.Version));
        Assert.Equal(["down"], deltas[1].Delta!.Changed.Select(d => d.Status));
        Assert.Equal(BoardScript.Id(2), deltas[1].Delta!.Changed.Single().Id);
    }

    [Fact]
    public async Task Publish_RoundClosesAndNothingChanged_StillSendsAHeartbeat()
    {
        _feed.Publish(_script.Answer(5, 1, 2, 3));
        _feed.Publish(_script.CloseRound(5));
        await using var reader = new Reader(_feed, backlog: 16);
        await reader.NextAsync();

        _feed.Publish(_script.CloseRound(5));

        var heartbeat = await reader.NextAsync();
        Assert.True(heartbeat.RoundClosed);
        Assert.Empty(heartbeat.Delta!.Changed);
    }

    [Fact]
    public void Publish_QuietTick_SendsNothing()
    {
        _feed.Publish(_script.Answer(5, 1, 2, 3));
        var before = _feed.Snapshot().Version;

        _feed.Publish(_script.Quiet());

        Assert.Equal(before, _feed.Snapshot().Version);
    }

    [Fact]
    public async Task Publish_AnAlertOpensInAQuietTick_IsAMessageWithTheCounts()
    {
        _feed.Publish(_script.Answer(5, 1, 2, 3));
        await using var reader = new Reader(_feed, backlog: 16);
        await reader.NextAsync();
        var open = OpenAlerts.None.With([Alert(AlertSeverity.High), Alert(AlertSeverity.Critical)]);

        _feed.Publish(_script.Quiet(), open);
        _feed.Publish(_script.Quiet(), open.With(open.All));   // acknowledged, say: the counts are the same

        var delta = (await reader.NextAsync()).Delta!;
        Assert.Equal((2, 1), (delta.ActiveAlerts, delta.CriticalAlerts));
        Assert.Equal((delta.Version, 2, 1), (_feed.Snapshot().Version, _feed.Snapshot().ActiveAlerts, _feed.Snapshot().CriticalAlerts));
    }

    [Theory]
    [InlineData(20, 20.9f, 0)]     // within a tenth: no screen would notice
    [InlineData(20, 23f, 3)]
    [InlineData(0.2, 0.9f, 0)]     // within a millisecond
    public async Task Publish_RttMoves_TellsOnlyWhatAScreenWouldNotice(double was, float now, int told)
    {
        _feed.Publish(_script.Answer(was, 1, 2, 3));
        _feed.Publish(_script.CloseRound((float)was));
        await using var reader = new Reader(_feed, backlog: 16);
        await reader.NextAsync();

        _feed.Publish(_script.CloseRound(now));

        Assert.Equal(told, (await reader.NextAsync()).Delta!.Changed.Count);
    }

    [Fact]
    public async Task Snapshot_PlusEveryLaterDelta_IsTheSnapshotOfThen()
    {
        var held = _feed.Snapshot();
        var devices = held.Devices.ToDictionary(d => d.Id);
        List<LiveDelta> deltas = [];
        var collected = Channel.CreateUnbounded<LiveUpdate>();
        await using var subscription = _feed.Subscribe(
            u => collected.Writer.WriteAsync(u).AsTask(), new LiveSubscriptionOptions(TimeSpan.Zero, 1000, TimeProvider.System));

        _feed.Publish(_script.Answer(5, 1, 2));
        _feed.Publish(_script.Fail(1, 3));
        _script.Catalog.Swap([BoardScript.Device(2), BoardScript.Device(3), BoardScript.Device(4)]);
        _feed.Publish(_script.Answer(7, 2, 4));
        _feed.Publish(_script.CloseRound(7));

        var last = _feed.Snapshot();
        SpinWait.SpinUntil(() => collected.Reader.Count >= last.Version + 1, TimeSpan.FromSeconds(10));
        while (collected.Reader.TryRead(out var update))
        {
            deltas.AddRange(update.Delta is { } delta ? [delta] : []);
        }

        foreach (var delta in deltas)
        {
            foreach (var device in delta.Changed) { devices[device.Id] = device; }
            foreach (var id in delta.Removed) { devices.Remove(id); }
        }

        Assert.Equal(
            last.Devices.OrderBy(d => d.Id).Select(d => (d.Id, d.Status, d.RttMs, d.Since)),
            devices.Values.OrderBy(d => d.Id).Select(d => (d.Id, d.Status, d.RttMs, d.Since)));
        Assert.Equal(last.Totals, deltas[^1].Totals);
        Assert.DoesNotContain(BoardScript.Id(1), devices.Keys);
    }

    [Fact]
    public async Task Subscription_SlowReaderWithBacklogOfOne_GetsTheNewestNotAllOfThem()
    {
        var gate = new SemaphoreSlim(0);
        var seen = Channel.CreateUnbounded<LiveUpdate>();
        await using var subscription = _feed.Subscribe(
            async update =>
            {
                await seen.Writer.WriteAsync(update);
                await gate.WaitAsync();
            },
            new LiveSubscriptionOptions(TimeSpan.Zero, 1, TimeProvider.System));
        await seen.Reader.ReadAsync(TestContext.Current.CancellationToken);   // the reader now hangs in its first update

        for (var i = 0; i < 20; i++)
        {
            _feed.Publish(_script.CloseRound(5));
        }

        gate.Release(2);
        var next = await seen.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(20, next.Delta!.Version);
        gate.Release(100);
    }

    [Fact]
    public async Task Subscription_CallbackThrows_EndsThatReaderOnly()
    {
        var broken = _feed.Subscribe(
            _ => throw new InvalidOperationException("a page broke"), new LiveSubscriptionOptions(TimeSpan.Zero, 1, TimeProvider.System));
        await using var reader = new Reader(_feed, backlog: 16);
        await Assert.ThrowsAsync<InvalidOperationException>(() => broken.Completion);
        await reader.NextAsync();

        _feed.Publish(_script.CloseRound(5));

        Assert.True((await reader.NextAsync()).RoundClosed);
        await broken.DisposeAsync();
    }

    private Alert Alert(AlertSeverity severity) => new()
    {
        Id = Guid.CreateVersion7(),
        Subject = AlertSubject.Device(Guid.CreateVersion7()),
        Kind = AlertKind.Down,
        Severity = severity,
        Name = "device",
        Message = "It is down",
        Since = _script.Time.GetUtcNow(),
        VerdictAt = _script.Time.GetUtcNow(),
        OpenedAt = _script.Time.GetUtcNow(),
    };

    private sealed class Reader : IAsyncDisposable
    {
        private readonly Channel<LiveUpdate> _updates = Channel.CreateUnbounded<LiveUpdate>();
        private readonly LiveSubscription _subscription;

        public Reader(LiveFeed feed, int backlog) => _subscription = feed.Subscribe(
            update => _updates.Writer.WriteAsync(update).AsTask(),
            new LiveSubscriptionOptions(TimeSpan.Zero, backlog, TimeProvider.System));

        public async Task<LiveUpdate> NextAsync()
            => await _updates.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        public ValueTask DisposeAsync() => _subscription.DisposeAsync();
    }
}
