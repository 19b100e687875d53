using Microsoft.Extensions.Logging.Abstractions;
using WardOps.Core.Status;

namespace WardOps.Tests.Status;

public sealed class StatePersisterTests : IDisposable
{
    private readonly Watch _watch = new(10);
    private readonly ScriptedStateStore _store = new();
    private readonly StatePersister _persister;

    public StatePersisterTests() => _persister = new StatePersister(_store, _watch.Board, _watch.Time, NullLogger<StatePersister>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _persister.Dispose();

    [Fact]
    public async Task Offer_Transition_IsWrittenAtOnce()
    {
        await StartAsync();

        Steps(6, 0, 1, 2, 3, 4, 5, 6, 7, 8);

        await UntilAsync(() => _store.Row(Id(9))?.Status == DeviceStatus.Down);
        Assert.Equal(_watch[9].DownSince, _store.Row(Id(9))!.DownSince);
    }

    [Fact]
    public async Task Offer_HundredQuietRounds_WriteOneRowEach()
    {
        await StartAsync();
        Steps(1, All);
        await UntilAsync(() => _persister.Waiting == 0 && _store.RowsWritten >= 10);
        var written = _store.RowsWritten;

        for (var i = 0; i < 100; i++)
        {
            Steps(5, All);
            _persister.Offer(_watch.Close(All));
        }

        await UntilAsync(() => _store.Round == _watch.Board.Current.LastRound);
        Assert.Equal(written, _store.RowsWritten);
    }

    [Fact]
    public async Task Offer_DeviceStopsAnswering_GetsItsOwnLastPing()
    {
        await StartAsync();
        Steps(1, All);
        _persister.Offer(_watch.Close(All));
        var last = _watch[9].LastPingAt;
        await UntilAsync(() => _store.Round is not null);

        Steps(4, 0, 1, 2, 3, 4, 5, 6, 7, 8);
        _persister.Offer(_watch.Close(0, 1, 2, 3, 4, 5, 6, 7, 8));

        await UntilAsync(() => _store.Row(Id(9))?.LastPingAt == last);
        Assert.Equal(DeviceStatus.Up, _store.Row(Id(9))!.Status);
    }

    [Fact]
    public async Task Offer_DeviceLongDown_IsNotWrittenEveryRound()
    {
        await StartAsync();
        Steps(6, 0, 1, 2, 3, 4, 5, 6, 7, 8);
        await UntilAsync(() => _store.Row(Id(9))?.Status == DeviceStatus.Down && _persister.Waiting == 0);
        var written = _store.RowsWritten;

        for (var i = 0; i < 20; i++)
        {
            Steps(5, 0, 1, 2, 3, 4, 5, 6, 7, 8);
            _persister.Offer(_watch.Close(0, 1, 2, 3, 4, 5, 6, 7, 8));
        }

        await UntilAsync(() => _store.Round == _watch.Board.Current.LastRound);
        Assert.Equal(written, _store.RowsWritten);
    }

    [Fact]
    public async Task Offer_StoreAway_KeepsTheNewestOfEachDeviceAndWritesItLater()
    {
        await StartAsync();
        _store.IsAway = true;
        for (var i = 0; i < 50; i++)
        {
            Steps(6);
            Steps(1, All);
        }

        Steps(6);
        await UntilAsync(() => _store.Attempts > 0 && _persister.Waiting == 10);   // bounded by the fleet, not by the transitions

        _store.IsAway = false;
        await UntilAsync(
            () =>
            {
                _watch.Time.Advance(TimeSpan.FromSeconds(1));   // the pause between two attempts
                return _persister.Waiting == 0;
            });

        await UntilAsync(() => Enumerable.Range(0, 10).All(i => _store.Row(Id(i))?.Version == _watch[i].Version));
        Assert.Equal(DeviceStatus.Down, _store.Row(Id(3))!.Status);
    }

    [Fact]
    public async Task Offer_StoreNeverOpened_WaitsAndStopsWithoutWriting()
    {
        await _persister.StartAsync(Cancellation);
        Steps(6, 0, 1);
        Assert.Equal(10, _persister.Waiting);

        await _persister.StopAsync(Cancellation);

        Assert.Equal(0, _store.Attempts);   // what it holds is not merged with what was true before
    }

    [Fact]
    public async Task Stop_Orderly_WritesEveryDeviceWithItsLastPing()
    {
        await StartAsync();
        Steps(1, All);
        await UntilAsync(() => _persister.Waiting == 0);
        Steps(30, All);
        _watch.Close(All);

        await _persister.StopAsync(Cancellation);

        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(_watch[i].LastPingAt, _store.Row(Id(i))!.LastPingAt));
        Assert.Equal(_watch.Board.Current.LastRound, _store.Round);
    }

    [Fact]
    public async Task Stop_StoreAway_EndsAllTheSame()
    {
        await StartAsync();
        Steps(1, All);
        _store.IsAway = true;

        await _persister.StopAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    private static int[] All => [.. Enumerable.Range(0, 10)];

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 1000 && !condition(); i++)
        {
            await Task.Delay(10, Cancellation);
        }

        Assert.True(condition(), "Did not come true within ten seconds.");
    }

    private Guid Id(int device) => _watch.Catalog.Current.Devices[device].Id;

    private async Task StartAsync()
    {
        await _persister.StartAsync(Cancellation);
        await _persister.RunAsync(Cancellation);
    }

    private void Steps(int count, params int[] answering)
    {
        for (var i = 0; i < count; i++)
        {
            _persister.Offer(_watch.Step(answering));
        }
    }
}
