using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WardOps.Core.Storage;

namespace WardOps.Core.Status;

/// <summary>States in SQLite: one prepared statement, run once per row inside one transaction.</summary>
internal sealed class SqliteStateStore(IDbContextFactory<WardOpsDbContext> contexts, IOptions<StatusOptions> options) : SqlStateStore(contexts, options)
{
    private const string Upsert = """
        INSERT INTO device_states (device_id, status, flags, since, down_since, last_ping_at, version)
        SELECT @id, @status, @flags, @since, @down_since, @last_ping_at, @version WHERE EXISTS (SELECT 1 FROM devices WHERE id = @id)
        ON CONFLICT (device_id) DO UPDATE SET status = excluded.status, flags = excluded.flags, since = excluded.since,
            down_since = excluded.down_since, last_ping_at = excluded.last_ping_at, version = excluded.version
        WHERE device_states.version <= excluded.version
        """;

    private static readonly string[] s_parameters = ["@id", "@status", "@flags", "@since", "@down_since", "@last_ping_at", "@version"];

    protected override async Task WriteStatesAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<StoredState> states, CancellationToken cancellation)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
            command.CommandText = Upsert;
            Array.ForEach(s_parameters, name => Add(command, name, null));
            foreach (var state in states)
            {
                object?[] values = [state.DeviceId, state.Status.ToString(), (int)state.Flags, Micros(state.Since), Micros(state.DownSince), Micros(state.LastPingAt), state.Version];
                for (var i = 0; i < values.Length; i++)
                {
                    command.Parameters[i].Value = values[i] ?? DBNull.Value;
                }

                await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            }
        }
    }

    protected override Guid Id(DbDataReader reader, int column) => reader.GetGuid(column);

    protected override DateTimeOffset? Time(DbDataReader reader, int column)
        => reader.IsDBNull(column) ? null : UnixMicroseconds.ToTime(reader.GetInt64(column));

    protected override object Stored(DateTimeOffset time) => UnixMicroseconds.From(time);

    private static long? Micros(DateTimeOffset? time) => time is { } t ? UnixMicroseconds.From(t) : null;
}
