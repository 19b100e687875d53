using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sql;
using WardOps.Core.Probing;
using WardOps.Core.Storage;
using WardOps.Tests.History;

namespace WardOps.Tests.Integration;

/// <summary>A PostgreSQL that the legacy product has filled for years, and no victoria-metrics: WardOps may add to its table, and take nothing away.</summary>
public sealed class LegacyPingResultsTests(PostgresServer server)
{
    private const string LegacyTable = """
        CREATE TABLE ping_results (
            id BIGSERIAL PRIMARY KEY, device_ip VARCHAR(50) NOT NULL, device_name VARCHAR(255), packets_sent INT NOT NULL DEFAULT 5,
            packets_received INT NOT NULL DEFAULT 0, packet_loss_percent INT NOT NULL DEFAULT 100, min_rtt_ms INT, avg_rtt_ms INT, max_rtt_ms INT,
            is_reachable BOOL NOT NULL DEFAULT FALSE, timestamp TIMESTAMPTZ NOT NULL DEFAULT now());
        CREATE INDEX idx_ping_results_device_time ON ping_results (device_ip, timestamp DESC);
        INSERT INTO ping_results (device_ip, device_name, is_reachable, timestamp) VALUES ('10.159.25.12', 'Samtredia-PayBox', true, now() - interval '90 days');
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_IntoALegacyTable_KeepsEveryRowThatWasThere()
    {
        var provider = StoreProvider.Postgres(await server.NewDatabaseAsync());
        var contexts = new WardOpsDbContextFactory(provider);
        await new StoreMigrator(contexts, provider).MigrateAsync(Cancellation);
        await ExecuteAsync(contexts, LegacyTable);
        var store = new StoreStatus();
        store.Set(new StoreState(provider.Name, true, null, null));
        var table = new PingResults(contexts, store);
        var catalog = new DeviceCatalog();
        catalog.Swap([Rounds.Device(1), Rounds.Device(2)]);
        var probing = Options.Create(new ProbingOptions());
        var now = Rounds.Align(TimeProvider.System.GetUtcNow());

        using var recording = new SqlRecording(table, catalog);
        var writer = recording.Recorder;
        await writer.StartAsync(Cancellation);
        writer.Offer(Rounds.At(now - Rounds.Interval, catalog.Current, Rounds.Up, Rounds.Down));
        await Eventually.TrueAsync(async () => await CountAsync(contexts) == 3);
        Assert.Equal(0, await table.PruneAsync(now, Cancellation));
        await writer.StopAsync(Cancellation);

        Assert.Equal(3, await CountAsync(contexts));
        var history = await new SqlHistoryReader(table, new FreshRounds(), catalog, new RoundEras(new RoundLedger(), catalog, ProbePolicy.Default), TimeProvider.System).ReadAsync(
            catalog.Current.Devices[1], new HistoryRange(now - Rounds.Interval, now, Rounds.Interval), Cancellation);
        Assert.Equal([0], history.Status);
    }

    private static async Task<int> CountAsync(WardOpsDbContextFactory contexts)
    {
        await using var db = contexts.CreateDbContext();
        return await db.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM ping_results").SingleAsync(Cancellation);
    }

    private static async Task ExecuteAsync(WardOpsDbContextFactory contexts, string sql)
    {
        await using var db = contexts.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql, Cancellation);
    }
}
