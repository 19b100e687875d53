using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace WardOps.Core.Alerts.Storage;

/// <summary>Alerts in PostgreSQL: all rows of a write travel as arrays, one statement for each of the four steps.</summary>
internal sealed class PostgresAlertWriter(ILogger<PostgresAlertWriter> logger) : IAlertWriter
{
    private static readonly string s_upsert =
        $"INSERT INTO alerts ({string.Join(", ", AlertColumns.All)}) SELECT * FROM unnest({Parameters(AlertColumns.All.Length)}) "
        + $"ON CONFLICT (id) DO UPDATE SET {AlertColumns.Updates} WHERE alerts.version <= excluded.version";

    private static readonly string s_closeStrangers =
        $"UPDATE alerts a SET closed_at = n.at, \"end\" = 'Merged', version = a.version + 1 FROM unnest({Parameters(5)}) AS n (at, subject_kind, subject_id, kind, id) "
        + "WHERE a.closed_at IS NULL AND a.subject_kind = n.subject_kind AND a.subject_id = n.subject_id AND a.kind = n.kind AND a.id <> n.id";

    private static readonly string s_insertEvents =
        $"INSERT INTO alert_events (alert_id, number, at, kind, by, text, severity, is_waiting) SELECT * FROM unnest({Parameters(8)}) ON CONFLICT (alert_id, number) DO NOTHING";

    public async Task WriteAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyCollection<Alert> alerts, IReadOnlyCollection<AlertEvent> events, CancellationToken cancellation)
    {
        // The closed ones first: they make room for the open one of the same identity.
        var open = alerts.Where(a => a.IsOpen).ToList();
        await UpsertAsync(connection, transaction, [.. alerts.Where(a => !a.IsOpen)], cancellation).ConfigureAwait(false);
        if (open.Count > 0)
        {
            var strangers = await RunAsync(
                connection, transaction, s_closeStrangers,
                [Times(open, a => a.OpenedAt), Column(open, a => a.Subject.Kind.ToString()), Column(open, a => a.Subject.Id), Column(open, a => a.Kind.ToString()), Column(open, a => a.Id)],
                cancellation).ConfigureAwait(false);
            if (strangers > 0)
            {
                logger.StrangersClosed(strangers);
            }
        }

        await UpsertAsync(connection, transaction, open, cancellation).ConfigureAwait(false);
        if (events.Count > 0)
        {
            await RunAsync(
                connection, transaction, s_insertEvents,
                [
                    Column(events, e => e.AlertId), Column(events, e => e.Number), Times(events, e => e.At), Column(events, e => e.Kind.ToString()), Column(events, e => e.By), Column(events, e => e.Text),
                    Column(events, e => (short)e.Severity), Column(events, e => e.IsTold),
                ],
                cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>In the order of <see cref="AlertColumns.All"/>.</summary>
    private static Task<int> UpsertAsync(DbConnection connection, DbTransaction transaction, List<Alert> rows, CancellationToken cancellation)
        => rows.Count == 0 ? Task.FromResult(0) : RunAsync(connection, transaction, s_upsert, Arrays([.. rows.Select(AlertColumns.Of)]), cancellation);

    /// <summary>Rows turned into columns, each of the type that its values have.</summary>
    private static object[] Arrays(IReadOnlyList<object?[]> rows) => [.. AlertColumns.All.Select((name, i) => Typed(name, [.. rows.Select(r => r[i])]))];

    private static object Typed(string column, object?[] values) => column switch
    {
        "id" or "subject_id" => Array.ConvertAll(values, v => (Guid)v!),
        "rule_id" or "incident_id" => Array.ConvertAll(values, v => (Guid?)v),
        "severity" => Array.ConvertAll(values, v => (short)v!),
        "events" => Array.ConvertAll(values, v => (int)v!),
        "version" => Array.ConvertAll(values, v => (long)v!),
        "value" => Array.ConvertAll(values, v => (double?)v),
        "since" or "verdict_at" or "opened_at" or "closed_at" or "ended_at" or "acknowledged_at" or "snoozed_until" or "shown_at" => Array.ConvertAll(values, v => (v as DateTimeOffset?)?.UtcDateTime),
        _ => Array.ConvertAll(values, v => (string?)v),
    };

    private static TValue[] Column<TRow, TValue>(IReadOnlyCollection<TRow> rows, Func<TRow, TValue> value) => [.. rows.Select(value)];

    private static DateTime[] Times<TRow>(IReadOnlyCollection<TRow> rows, Func<TRow, DateTimeOffset> value) => [.. rows.Select(r => value(r).UtcDateTime)];

    private static string Parameters(int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"@p{i}")));

    private static async Task<int> RunAsync(DbConnection connection, DbTransaction transaction, string sql, object[] arrays, CancellationToken cancellation)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
            command.CommandText = sql;
            for (var i = 0; i < arrays.Length; i++)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (string.Create(CultureInfo.InvariantCulture, $"@p{i}"), arrays[i]);
                command.Parameters.Add(parameter);
            }

            return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }
}
