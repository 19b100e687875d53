using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WardOps.Core.Storage;

namespace WardOps.Core.Status;

/// <summary>States in PostgreSQL: all rows of a write travel as arrays in one statement.</summary>
internal sealed class PostgresStateStore(IDbContextFactory<WardOpsDbContext> contexts, IOptions<StatusOptions> options) : SqlStateStore(contexts, options)
{
    // Devices deleted meanwhile fall out by the join; an older version never replaces a newer one.
    private const string Upsert = """
        INSERT INTO device_states (device_id, status, flags, since, down_since, last_ping_at, version)
        SELECT s.* FROM unnest(@ids, @statuses, @flags, @sinces, @down_sinces, @last_pings, @versions)
            AS s (device_id, status, flags, since, down_since, last_ping_at, version)
        JOIN devices d ON d.id = s.device_id
        ON CONFLICT (device_id) DO UPDATE SET status = excluded.status, flags = excluded.flags, since = excluded.since,
            down_since = excluded.down_since, last_ping_at = excluded.last_ping_at, version = excluded.version
        WHERE device_states.version <= excluded.version
        """;

    protected override async Task WriteStatesAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<StoredState> states, CancellationToken cancellation)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
            command.CommandText = Upsert;
            Add(command, "@ids", states.Select(s => s.DeviceId).ToArray());
            Add(command, "@statuses", states.Select(s => s.Status.ToString()).ToArray());
            Add(command, "@flags", states.Select(s => (int)s.Flags).ToArray());
            Add(command, "@sinces", states.Select(s => s.Since?.UtcDateTime).ToArray());
            Add(command, "@down_sinces", states.Select(s => s.DownSince?.UtcDateTime).ToArray());
            Add(command, "@last_pings", states.Select(s => s.LastPingAt?.UtcDateTime).ToArray());
            Add(command, "@versions", states.Select(s => s.Version).ToArray());
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    protected override Guid Id(DbDataReader reader, int column) => reader.GetGuid(column);

    protected override DateTimeOffset? Time(DbDataReader reader, int column)
        => reader.IsDBNull(column) ? null : new DateTimeOffset(reader.GetDateTime(column), TimeSpan.Zero);

    protected override object Stored(DateTimeOffset time) => time.UtcDateTime;
}
