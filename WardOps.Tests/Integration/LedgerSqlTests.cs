using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Sql;
using WardOps.Core.Storage;
using WardOps.Tests.History;
using WardOps.Tests.History.Ledger;

namespace WardOps.Tests.Integration;

/// <summary>Reading back out of ping_results, on both databases.</summary>
public sealed class LedgerSqlTests(PostgresServer server) : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        File.Delete(_file);
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task Rounds_written_are_read_back_and_removed_rows_are_found_out(string database)
    {
        var provider = database == "SQLite" ? StoreProvider.Sqlite(_file) : StoreProvider.Postgres(await server.NewDatabaseAsync());
        var contexts = new WardOpsDbContextFactory(provider);
        await new StoreMigrator(contexts, provider).MigrateAsync(Cancellation);
        var store = new StoreStatus();
        store.Set(new StoreState(provider.Name, true, null, null));
        var table = new PingResults(contexts, store);
        var catalog = new DeviceCatalog();
        catalog.Swap([Rounds.Device(1), Rounds.Device(2)]);
        var now = Rounds.Align(TimeProvider.System.GetUtcNow());
        using var recording = new SqlRecording(table, catalog);
        await recording.Recorder.StartAsync(Cancellation);
        for (var i = -10; i < -5; i++)
        {
            var round = Rounds.At(now + (i * Rounds.Interval), catalog.Current, Rounds.Up, i == -7 ? Rounds.Unknown : Rounds.Down);
            recording.Recorder.Begin(round.Plan);
            recording.Recorder.Offer(round);
        }

        recording.Recorder.Offer(Rounds.At(now - (4 * Rounds.Interval), catalog.Current, Rounds.Unknown, Rounds.Unknown));
        await Eventually.TrueAsync(() => Words(recording.Ledger) == "3 Acknowledged, 1 Acknowledged, 1 Acknowledged, 1 NothingKnown");
        await recording.Recorder.StopAsync(Cancellation);

        var time = new FakeTimeProvider(now);
        var books = new RoundLedger(time);
        books.Restore(recording.Ledger.Snapshot().Runs);
        var readBack = new RoundReadBack(books, new SqlRoundCounts(table), new NoReplay(), new ReadBackState(), time, NullLogger<RoundReadBack>.Instance);
        await using (var db = contexts.CreateDbContext())
        {
            // One row of the second round, and the whole fifth.
            await db.Database.ExecuteSqlRawAsync("DELETE FROM ping_results WHERE device_ip = {0} AND id IN (SELECT MAX(id) FROM (SELECT id FROM ping_results WHERE device_ip = {0} ORDER BY id LIMIT 2) AS two)", [Rounds.Device(1).Ip], Cancellation);
            await db.Database.ExecuteSqlRawAsync("DELETE FROM ping_results WHERE id > (SELECT MAX(id) FROM ping_results) - 2", Cancellation);
        }

        time.Advance(TimeSpan.FromMinutes(1));
        await readBack.StepAsync(Cancellation);
        time.Advance(Suspects.LookAgain);
        await readBack.StepAsync(Cancellation);

        Assert.Equal("1 ReadBack, 1 NotReadBack, 2 ReadBack, 1 NotReadBack, 1 NothingKnown", Words(books));
    }

    private static string Words(RoundLedger ledger) => Book.Words(ledger.Snapshot().Runs);
}
