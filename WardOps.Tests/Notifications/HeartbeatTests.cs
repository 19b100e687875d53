using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using WardOps.Core.Devices;
using WardOps.Core.Notifications.Dispatching;
using WardOps.Core.Notifications.Heartbeats;
using WardOps.Core.Notifications.Sending;
using WardOps.Core.Probing.SelfCheck;
using WardOps.Tests.Integration;
using WardOps.Tests.Live;

namespace WardOps.Tests.Notifications;

public sealed class HeartbeatTests : IAsyncLifetime
{
    private readonly BoardScript _script = new();
    private readonly HostileServer _watcher = new(HostileServer.Answer("OK"));
    private readonly DispatchState _dispatch = new();
    private NotifyStore _store = null!;
    private HeartbeatService _heart = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await NotifyStore.OpenAsync(null);
        _heart = new HeartbeatService(
            _store.Get<HeartbeatStore>(), _script.Board, ProbePolicy.Default, _dispatch, _store.Get<IHttpClientFactory>(), _store.Get<NotificationMeters>(), _script.Time, NullLogger<HeartbeatService>.Instance);
        _script.Quiet();
        _script.CloseRound(5);
    }

    public async ValueTask DisposeAsync()
    {
        _heart.Dispose();
        await _store.DisposeAsync();
        await _watcher.DisposeAsync();
    }

    [Fact]
    public async Task Beats_EveryMinuteWhileRoundsClose_AndNotOnceTheyStop()
    {
        await _store.Get<HeartbeatStore>().SaveAsync(true, _watcher.Address.ToString(), Cancellation);
        await _heart.StartAsync(Cancellation);
        var from = _script.Time.GetUtcNow();
        await Eventually.TrueAsync(() =>
        {
            _dispatch.Passed(_script.Time.GetUtcNow());
            _script.CloseRound(5);
            _script.Time.Advance(TimeSpan.FromSeconds(10));
            return _watcher.Requests >= 3;
        });
        var beats = (_script.Time.GetUtcNow() - from).TotalMinutes + 1;   // not more often than every minute
        Assert.InRange(_watcher.Requests, 3, beats);
        Assert.NotNull(_heart.Current.LastTaken);

        await Eventually.TrueAsync(() =>
        {
            _script.Time.Advance(TimeSpan.FromSeconds(10));   // no round closes any more
            return _heart.Current.Silent is not null;
        });
        Assert.Contains("no round", _heart.Current.Silent, StringComparison.Ordinal);
        var taken = _watcher.Requests;
        for (var minute = 0; minute < 3; minute++)
        {
            _script.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await _heart.StopAsync(CancellationToken.None);
        Assert.Equal(taken, _watcher.Requests);
    }

    [Fact]
    public async Task Silent_WhileWardOpsIsBlind()
    {
        await _store.Get<HeartbeatStore>().SaveAsync(true, _watcher.Address.ToString(), Cancellation);
        _script.Doubt(new Sight(SightProblem.CanaryLost, "The canary is silent."));

        await _heart.BeatAsync(Cancellation);

        Assert.Equal("WardOps is blind. The canary is silent.", _heart.Current.Silent);
        Assert.Equal(0, _watcher.Requests);
    }

    [Fact]
    public async Task Silent_WhenNobodyCouldBeToldOfAnything()
    {
        await _store.Get<HeartbeatStore>().SaveAsync(true, _watcher.Address.ToString(), Cancellation);
        await _heart.BeatAsync(Cancellation);   // it has only just begun
        Assert.Null(_heart.Current.Silent);

        _script.Time.Advance(TimeSpan.FromMinutes(6));
        _script.CloseRound(5);
        await _heart.BeatAsync(Cancellation);

        Assert.Contains("outbox", _heart.Current.Silent, StringComparison.Ordinal);
        Assert.Equal(1, _watcher.Requests);
    }

    [Fact]
    public async Task Watcher_ThatIsAwayOrSaysNo_IsToldInWordsWithoutTheAddress()
    {
        await using var rude = new HostileServer(HostileServer.Answer("no", status: 404));
        await _store.Get<HeartbeatStore>().SaveAsync(true, $"{rude.Address}ping/secret", Cancellation);
        await _heart.BeatAsync(Cancellation);
        Assert.Equal((null, "It answered 404 NotFound.", null), (_heart.Current.Silent, _heart.Current.Problem, _heart.Current.LastTaken));

        await _store.Get<HeartbeatStore>().SaveAsync(true, "http://127.0.0.1:1/ping/secret", Cancellation);
        await _heart.BeatAsync(Cancellation);
        Assert.Contains("could not be reached", _heart.Current.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _heart.Current.Problem + _heart.Current.UrlHost, StringComparison.Ordinal);
        await using var db = _store.Open();
        Assert.DoesNotContain("secret", (await db.Set<HeartbeatRow>().SingleAsync(Cancellation)).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_IsKeptWhenOnlyTheSwitchIsTurned_AndRefusedIfItIsNone()
    {
        var store = _store.Get<HeartbeatStore>();
        Assert.NotEmpty(await store.SaveAsync(true, null, Cancellation));
        Assert.NotEmpty(await store.SaveAsync(true, "ftp://x", Cancellation));
        Assert.Empty(await store.SaveAsync(true, _watcher.Address.ToString(), Cancellation));
        Assert.Empty(await store.SaveAsync(false, null, Cancellation));
        await _heart.BeatAsync(Cancellation);
        Assert.Equal((0, false), (_watcher.Requests, _heart.Current.Enabled));

        Assert.Empty(await store.SaveAsync(true, "", Cancellation));
        await _heart.BeatAsync(Cancellation);
        Assert.Equal(1, _watcher.Requests);
    }
}
