using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;
using WardOps.Core.Storage;

namespace WardOps.Core.Alerts.Storage;

/// <summary>Alerts in SQLite: prepared statements, run once per row.</summary>
internal sealed class SqliteAlertWriter(ILogger<SqliteAlertWriter> logger) : IAlertWriter
{
    private static readonly string s_upsert =
        $"INSERT INTO alerts ({string.Join(", ", AlertColumns.All)}) VALUES ({string.Join(", ", AlertColumns.All.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@p{i}")))}) "
        + $"ON CONFLICT (id) DO UPDATE SET {AlertColumns.Updates} WHERE alerts.version <= excluded.version";

    private const string CloseStrangers =
        "UPDATE alerts SET closed_at = @p0, \"end\" = 'Merged', version = version + 1 WHERE closed_at IS NULL AND subject_kind = @p1 AND subject_id = @p2 AND kind = @p3 AND id <> @p4";

    private const string InsertEvent =
        "INSERT INTO alert_events (alert_id, number, at, kind, by, text, severity, is_waiting) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7) ON CONFLICT (alert_id, number) DO NOTHING";

    public async Task WriteAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyCollection<Alert> alerts, IReadOnlyCollection<AlertEvent> events, CancellationToken cancellation)
    {
        // The closed ones first: they make room for the open one of the same identity.
        var open = alerts.Where(a => a.IsOpen).ToList();
        await RunAsync(connection, transaction, s_upsert, [.. alerts.Where(a => !a.IsOpen).Select(AlertColumns.Of)], cancellation).ConfigureAwait(false);
        var strangers = await RunAsync(
            connection, transaction, CloseStrangers, [.. open.Select(a => new object?[] { a.OpenedAt, a.Subject.Kind.ToString(), a.Subject.Id, a.Kind.ToString(), a.Id })], cancellation).ConfigureAwait(false);
        if (strangers > 0)
        {
            logger.StrangersClosed(strangers);
        }

        await RunAsync(connection, transaction, s_upsert, [.. open.Select(AlertColumns.Of)], cancellation).ConfigureAwait(false);
        await RunAsync(
            connection, transaction, InsertEvent, [.. events.Select(e => new object?[] { e.AlertId, e.Number, e.At, e.Kind.ToString(), e.By, e.Text, (short)e.Severity, e.IsTold })], cancellation).ConfigureAwait(false);
    }

    private static async Task<int> RunAsync(DbConnection connection, DbTransaction transaction, string sql, IReadOnlyList<object?[]> rows, CancellationToken cancellation)
    {
        if (rows.Count == 0)
        {
            return 0;
        }

        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
            command.CommandText = sql;
            for (var i = 0; i < rows[0].Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}");
                command.Parameters.Add(parameter);
            }

            var changed = 0;
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++)
                {
                    command.Parameters[i].Value = row[i] switch { null => DBNull.Value, DateTimeOffset time => UnixMicroseconds.From(time), var value => value };
                }

                changed += await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            }

            return changed;
        }
    }
}
