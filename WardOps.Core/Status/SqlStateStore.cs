using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WardOps.Core.Storage;

namespace WardOps.Core.Status;

/// <summary>What both databases do alike: read by one query each, write in one transaction.</summary>
internal abstract class SqlStateStore(IDbContextFactory<WardOpsDbContext> contexts, IOptions<StatusOptions> options) : IStateStore
{
    private const string SelectStates = "SELECT device_id, status, flags, since, down_since, last_ping_at, version FROM device_states";
    private const string SelectRound = "SELECT number, at, closed_at FROM rounds WHERE node = @node";

    protected string Node => options.Value.Node;

    public async Task<StoredBoard> LoadAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            await db.Database.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            var connection = db.Database.GetDbConnection();
            var states = await ReadAsync(connection, SelectStates, State, cancellation).ConfigureAwait(false);
            var rounds = await ReadAsync(connection, SelectRound, r => new RoundMark(r.GetInt64(0), Time(r, 1)!.Value, Time(r, 2)!.Value), cancellation)
                .ConfigureAwait(false);
            return new StoredBoard(states, rounds.SingleOrDefault());
        }
    }

    public async Task SaveAsync(PendingWrite write, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            await db.Database.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            var connection = db.Database.GetDbConnection();
            var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                if (write.States.Count > 0)
                {
                    await WriteStatesAsync(connection, transaction, write.States, cancellation).ConfigureAwait(false);
                }

                if (write.LastRound is { } lastRound)
                {
                    await WriteRoundAsync(connection, transaction, lastRound, cancellation).ConfigureAwait(false);
                }

                if (write.Part is { } part)
                {
                    await part.WriteAsync(connection, transaction, cancellation).ConfigureAwait(false);
                }

                await transaction.CommitAsync(cancellation).ConfigureAwait(false);
            }
        }
    }

    protected abstract Task WriteStatesAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<StoredState> states, CancellationToken cancellation);

    protected abstract Guid Id(DbDataReader reader, int column);

    protected abstract DateTimeOffset? Time(DbDataReader reader, int column);

    /// <summary>A time as this database stores it.</summary>
    protected abstract object Stored(DateTimeOffset time);

    protected static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    private StoredState State(DbDataReader reader) => new(
        Id(reader, 0),
        Enum.TryParse<DeviceStatus>(reader.GetString(1), ignoreCase: true, out var status) ? status : DeviceStatus.Unknown,
        (DeviceFlags)reader.GetInt32(2),
        Time(reader, 3),
        Time(reader, 4),
        Time(reader, 5),
        reader.GetInt64(6));

    private async Task<List<T>> ReadAsync<T>(DbConnection connection, string sql, Func<DbDataReader, T> row, CancellationToken cancellation)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = sql;
            Add(command, "@node", Node);
            List<T> rows = [];
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                {
                    rows.Add(row(reader));
                }
            }

            return rows;
        }
    }

    private async Task WriteRoundAsync(DbConnection connection, DbTransaction transaction, RoundMark round, CancellationToken cancellation)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
            command.CommandText = """
                INSERT INTO rounds (node, number, at, closed_at) VALUES (@node, @number, @at, @closed_at)
                ON CONFLICT (node) DO UPDATE SET number = excluded.number, at = excluded.at, closed_at = excluded.closed_at
                """;
            Add(command, "@node", Node);
            Add(command, "@number", round.Number);
            Add(command, "@at", Stored(round.At));
            Add(command, "@closed_at", Stored(round.ClosedAt));
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }
}
