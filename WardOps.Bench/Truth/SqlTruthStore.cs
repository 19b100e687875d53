using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sql;
using WardOps.Core.Storage;

namespace WardOps.Bench.Truth;

/// <summary>A real PostgreSQL or SQLite with the table ping_results, ours or the legacy product's.</summary>
internal sealed class SqlTruthStore : ITruthStore
{
    private static readonly string[] s_columns =
    [
        "device_ip", "device_name", "packets_sent", "packets_received", "packet_loss_percent", "min_rtt_ms", "avg_rtt_ms", "max_rtt_ms", "is_reachable", "timestamp",
    ];

    private readonly WardOpsDbContextFactory _contexts;
    private readonly bool _isLegacy;

    private SqlTruthStore(string name, WardOpsDbContextFactory contexts, bool isLegacy)
    {
        (Name, _contexts, _isLegacy) = (name, contexts, isLegacy);
        Store.Set(new StoreState(name, true, null, null));
        Table = new PingResults(contexts, Store);
    }

    public string Name { get; }

    public bool HasJitter => false;

    public bool HasSums => true;

    public PingResults Table { get; }

    public StoreStatus Store { get; } = new();

    /// <param name="name">For people.</param>
    /// <param name="provider">An empty database, or none at that place yet.</param>
    /// <param name="legacy">DDL of the legacy table; null for ours.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<SqlTruthStore> CreateAsync(string name, StoreProvider provider, string? legacy, CancellationToken cancellation)
    {
        var contexts = new WardOpsDbContextFactory(provider);
        await new StoreMigrator(contexts, provider).MigrateAsync(cancellation);
        var store = new SqlTruthStore(name, contexts, legacy is not null);
        if (legacy is not null)
        {
            await store.ExecuteAsync(legacy, cancellation);
        }

        await store.Table.OnAsync((_, _) => Task.FromResult(true), cancellation);
        return store;
    }

    public Task WriteAsync(IReadOnlyList<DeviceStory> stories, CancellationToken cancellation)
        => WriteAsync(stories.SelectMany(s => s.Stored), cancellation);

    public Task<bool> WriteAsync(IEnumerable<StoryRound> rounds, CancellationToken cancellation) => Table.OnAsync(
        async (connection, shape) =>
        {
            if (connection is NpgsqlConnection postgres)
            {
                await CopyAsync(postgres, rounds, cancellation);
            }
            else
            {
                await InsertAsync(connection, shape, rounds, cancellation);
            }

            return true;
        },
        cancellation);

    public Task ForgetAsync(CancellationToken cancellation) => ExecuteAsync("DELETE FROM ping_results", cancellation);

    public async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var db = _contexts.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql, cancellation);
    }

    public IHistoryReader Reader(DeviceCatalog catalog, ProbePolicy policy, FreshRounds fresh, TimeProvider time, RoundLedger? ledger = null)
        => new SqlHistoryReader(Table, fresh, catalog, new RoundEras(ledger ?? new RoundLedger(), catalog, policy), time);

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        return ValueTask.CompletedTask;
    }

    private async Task CopyAsync(NpgsqlConnection connection, IEnumerable<StoryRound> rounds, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginTextImportAsync($"COPY ping_results ({string.Join(", ", s_columns)}) FROM STDIN", cancellation);
        foreach (var round in rounds)
        {
            var cells = Cells(round).Append(round.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            await copy.WriteAsync(string.Join('\t', cells.Select(Text)) + "\n");
        }
    }

    private async Task InsertAsync(DbConnection connection, PingTableShape shape, IEnumerable<StoryRound> rounds, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO ping_results ({string.Join(", ", s_columns)}) VALUES ({string.Join(", ", s_columns.Select(c => "@" + c))})";
        foreach (var column in s_columns)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "@" + column });
        }

        await command.PrepareAsync(cancellation);
        foreach (var round in rounds)
        {
            var at = 0;
            foreach (var cell in Cells(round).Append(shape.Value(round.At)))
            {
                command.Parameters[at++].Value = cell ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    private IEnumerable<object?> Cells(StoryRound round)
    {
        var result = round.Result;
        yield return round.As.Ip;
        yield return round.As.Name;
        yield return (int)result.Sent;
        yield return (int)result.Answered;
        if (_isLegacy)
        {
            // Whole milliseconds; a fraction cut to a whole number where a percentage should stand; 0 where there was no reply.
            yield return (result.Sent - result.Answered) / result.Sent;
            yield return result.IsUp ? (int)result.RttMinMs : 0;
            yield return result.IsUp ? (int)result.RttMeanMs : 0;
            yield return result.IsUp ? (int)result.RttMaxMs : 0;
        }
        else
        {
            yield return result.LossPercent;
            yield return Finite(result.RttMinMs);
            yield return Finite(result.RttMeanMs);
            yield return Finite(result.RttMaxMs);
        }

        yield return result.IsUp;
    }

    private static double? Finite(float value) => float.IsFinite(value) ? value : null;

    private static string Text(object? cell) => cell switch
    {
        null => "\\N",
        string text => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal),
        bool isTrue => isTrue ? "t" : "f",
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
    };
}
