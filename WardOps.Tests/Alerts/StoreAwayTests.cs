using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Status;
using WardOps.Core.Storage;
using WardOps.Tests.Integration;
using WardOps.Tests.Status.Parents;
using WardOps.Tests.Storage;

namespace WardOps.Tests.Alerts;

/// <summary>The database is away for five minutes, in which devices go down and up: afterwards it has exactly the right alerts, once, with the right times.</summary>
public sealed class StoreAwayTests
{
    private static readonly IEnumerable<int> s_branch = Enumerable.Range(0, ParentTree.Children + 1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Postgres_StoppedForFiveMinutes_HasEverythingAfterwards()
    {
        await using var server = new PostgresServer();
        await using var store = await StoreFixture.PostgresAsync(server);
        await RunAsync(store, server.StopAsync, server.StartAsync);
    }

    [Fact]
    public async Task Sqlite_LockedForFiveMinutes_HasEverythingAfterwards()
    {
        await using var store = StoreFixture.Sqlite();
        await using var other = new SqliteConnection($"Data Source={store.Get<StoreProvider>().File};Pooling=false");
        await RunAsync(store, () => LockAsync(other), () => ExecuteAsync(other, "COMMIT"));
    }

    private static async Task RunAsync(StoreFixture store, Func<Task> away, Func<Task> back)
    {
        await store.OpenAsync(Cancellation);
        var persister = store.Get<StatePersister>();
        await persister.StartAsync(Cancellation);
        var run = new BookRun(writer: store.Get<IAlertWriter>(), outbox: store.Get<AlertOutbox>());
        run.Tree.Watch.Verdicts = verdict =>
        {
            var part = run.Book.Judge(verdict);
            run.Take(part);
            persister.Offer(verdict, part);
        };
        run.Tree.Cut([12], 30);                                     // its alert opens before, and closes while the store is away
        await Eventually.TrueAsync(async () => (await RowsAsync(store)).Count == 1);

        await away();
        run.Tree.Mend([12], 30).Cut([13], 60).Mend([13], 30);       // opens and closes within it
        run.Tree.Cut([14], 30).Mend([14], 30).Cut([14], 30);        // twice, and stays down
        run.Tree.Cut(s_branch, 60);                                 // an incident that stays open
        Assert.Single(await KnownBeforeAsync(store, back));
        await Eventually.TrueAsync(async () => (await RowsAsync(store)).Count == run.Alerts.Count, 60);
        run.Tree.Mend(s_branch, 60).Mend([14], 400);               // device 14 has flapped, and is calm again
        await persister.StopAsync(Cancellation);

        var rows = await RowsAsync(store);
        Assert.Equal(5, rows.Count);
        Assert.Equal(run.Alerts.OrderBy(a => a.Id).Select(Text), rows.OrderBy(a => a.Id).Select(Text));
        Assert.All(rows, a => Assert.Equal(AlertEnd.Recovered, a.End));
        await using var db = await store.Get<IDbContextFactory<WardOpsDbContext>>().CreateDbContextAsync(Cancellation);
        var lines = await db.Set<AlertEventRow>().AsNoTracking().ToListAsync(Cancellation);
        Assert.Equal(
            run.Events.Select(e => (e.AlertId, e.Number, e.Kind, e.Text, e.IsTold)).Order(),
            lines.Select(e => (e.AlertId, e.Number, e.Kind, e.Text, e.IsWaiting)).Order());
    }

    /// <summary>What is in the store the moment it is back.</summary>
    private static async Task<IReadOnlyList<Alert>> KnownBeforeAsync(StoreFixture store, Func<Task> back)
    {
        await back();
        var rows = await RowsAsync(store);
        return [.. rows.Where(a => a.Name == "Device 12")];
    }

    private static async Task<IReadOnlyList<Alert>> RowsAsync(StoreFixture store)
    {
        await using var db = await store.Get<IDbContextFactory<WardOpsDbContext>>().CreateDbContextAsync(Cancellation);
        return [.. (await db.Set<AlertRow>().AsNoTracking().ToListAsync(Cancellation)).Select(store.Get<AlertReader>().Alert)];
    }

    private static string Text(Alert a)
        => FormattableString.Invariant($"{a.Id} {a.Kind} {a.Name} {Micros(a.Since)} {Micros(a.OpenedAt)} {Micros(a.ClosedAt)} {Micros(a.EndedAt)} {a.Version} {a.Events} {string.Join(",", a.Members.Select(m => $"{m.Name}{Micros(m.BackAt)}"))}");

    private static long? Micros(DateTimeOffset? time) => time is { } t ? UnixMicroseconds.From(t) : null;

    private static async Task LockAsync(SqliteConnection connection)
    {
        await connection.OpenAsync(Cancellation);
        await ExecuteAsync(connection, "BEGIN IMMEDIATE");
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
