using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sums;
using WardOps.Core.History.Sql;
using WardOps.Core.Probing;
using WardOps.Core.Storage;
using WardOps.Tests.History;

namespace WardOps.Tests.Integration;

public sealed class SqlHistoryTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly DeviceCatalog _catalog = new();
    private readonly StoreStatus _store = new();
    private readonly PingResults _table;
    private readonly RollingSums _sums;
    private readonly SqlHistoryReader _reader;

    public SqlHistoryTests()
    {
        var probing = Options.Create(new ProbingOptions());
        _catalog.Swap([Rounds.Device(1, "'; DROP TABLE ping_results; --"), Rounds.Device(2)]);
        _store.Set(new StoreState("SQLite", true, null, null));
        _table = new PingResults(new Contexts(_file), _store);
        _sums = new RollingSums(_catalog, ProbePolicy.Default, TimeProvider.System);
        _reader = new SqlHistoryReader(_table, new FreshRounds(), _catalog, new RoundEras(new RoundLedger(), _catalog, ProbePolicy.Default), TimeProvider.System);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        File.Delete(_file);
    }

    [Fact]
    public async Task Rounds_written_read_back_and_older_than_a_day_are_removed()
    {
        var now = Rounds.Align(TimeProvider.System.GetUtcNow());
        using var recording = new SqlRecording(_table, _sums);
        var writer = recording.Recorder;
        await writer.StartAsync(TestContext.Current.CancellationToken);
        writer.Offer(Rounds.At(now - TimeSpan.FromHours(25), _catalog.Current, Rounds.Up, Rounds.Up));
        writer.Offer(Rounds.At(now - (4 * Rounds.Interval), _catalog.Current, Rounds.Up, Rounds.Up));
        writer.Offer(Rounds.At(now - (3 * Rounds.Interval), _catalog.Current, Rounds.Unknown, Rounds.Up));
        writer.Offer(Rounds.At(now - (2 * Rounds.Interval), _catalog.Current, Rounds.Down, Rounds.Up));
        writer.Offer(Rounds.At(now - Rounds.Interval, _catalog.Current, Rounds.Up, Rounds.Up));
        await Eventually.TrueAsync(() => recording.Status.Current.WaitingRounds == 0);
        await writer.StopAsync(TestContext.Current.CancellationToken);

        var range = new HistoryRange(now - (4 * Rounds.Interval), now, Rounds.Interval);
        var history = await _reader.ReadAsync(_catalog.Current.Devices[0], range, TestContext.Current.CancellationToken);
        Assert.Equal([1, null, 0, 1], history.Status);
        Assert.Equal([12.5, null, null, 12.5], history.RttMs);
        Assert.Equal([0, null, 100, 0], history.LossPercent);
        Assert.Equal(new Uptime(20, 10, 10), history.Uptime);
        Assert.Equal([new Outage(now - (2 * Rounds.Interval), now - Rounds.Interval)], history.Outages);

        var sums = new List<StepSum>();
        await foreach (var sum in _reader.ReadSumsAsync(now - TimeSpan.FromHours(30), now, RollingSums.Step, TestContext.Current.CancellationToken))
        {
            sums.Add(sum);
        }

        Assert.Equal((20, 30), (sums.Where(s => s.DeviceId == Rounds.IdOf(1)).Sum(s => s.UpSeconds), sums.Where(s => s.DeviceId == Rounds.IdOf(1)).Sum(s => s.KnownSeconds)));
        Assert.Equal(40, sums.Where(s => s.DeviceId == Rounds.IdOf(2)).Sum(s => s.UpSeconds));
        Assert.All(sums, s => Assert.Equal(0, s.From.ToUnixTimeSeconds() % 300));
        Assert.Equal(new HistoryState(HistoryMode.Sql, true, SqlStatus.Problem, SqlStatus.Fix, 0, 0), recording.Status.Current);
    }

    [Fact]
    public async Task A_closed_store_is_said()
    {
        _store.Set(new StoreState("SQLite", false, "The disk is full.", "Make room."));
        var range = new HistoryRange(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch + Rounds.Interval, Rounds.Interval);
        var fault = await Assert.ThrowsAsync<HistoryUnavailableException>(
            () => _reader.ReadAsync(_catalog.Current.Devices[0], range, TestContext.Current.CancellationToken));
        Assert.Contains("The disk is full. Make room.", fault.Message, StringComparison.Ordinal);
    }

    private sealed class Context(DbContextOptions options) : WardOpsDbContext(options);

    private sealed class Contexts(string file) : IDbContextFactory<WardOpsDbContext>
    {
        public WardOpsDbContext CreateDbContext()
            => new Context(new DbContextOptionsBuilder<Context>().UseSqlite($"Data Source={file}").Options);
    }
}
