using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace WardOps.Core.History.Sql;

/// <summary>
/// What ping_results looks like here. WardOps may have made it, or the legacy product in one of the ways it did: its scripts and its models
/// disagree on types, so the database itself is asked. Columns that are not there are read as NULL.
/// </summary>
internal sealed class PingTableShape
{
    private const string TextTime = "yyyy-MM-dd HH:mm:ss.ffffff";

    private readonly Dictionary<string, int?> _columns;   // longest text that fits; null for any length

    private PingTableShape(Dictionary<string, int?> columns, PingTimeKind time) => (_columns, Time) = (columns, time);

    public PingTimeKind Time { get; }

    public bool IsSqlite => Time is PingTimeKind.Milliseconds or PingTimeKind.Text;

    /// <exception cref="HistoryUnavailableException">It lacks a column without which its rows say nothing.</exception>
    public static async Task<PingTableShape> ReadAsync(DbConnection connection, CancellationToken cancellation)
    {
        var isSqlite = connection is SqliteConnection;
        var command = connection.CreateCommand();
        await using var disposed = command.ConfigureAwait(false);
        command.CommandText = isSqlite
            ? "SELECT name, lower(type), NULL FROM pragma_table_info('ping_results')"
            : """
              SELECT a.attname::text, format_type(a.atttypid, NULL), CASE WHEN a.atttypid = 'varchar'::regtype AND a.atttypmod > 4 THEN a.atttypmod - 4 END
              FROM pg_attribute a WHERE a.attrelid = to_regclass('ping_results') AND a.attnum > 0 AND NOT a.attisdropped
              """;
        var (columns, type) = (new Dictionary<string, int?>(StringComparer.Ordinal), "");
        var rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var closed = rows.ConfigureAwait(false);
        while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
        {
            columns.Add(rows.GetString(0), rows.IsDBNull(2) ? null : rows.GetInt32(2));
            type = rows.GetString(0) == "timestamp" ? rows.GetString(1) : type;
        }

        foreach (var needed in new[] { "device_ip", "is_reachable", "timestamp" })
        {
            if (!columns.ContainsKey(needed))
            {
                throw new HistoryUnavailableException(
                    $"The table ping_results has no column {needed}: it is not the one that the legacy product made. Rename it, and WardOps makes its own.");
            }
        }

        return new PingTableShape(columns, isSqlite
            ? type.Contains("int", StringComparison.Ordinal) ? PingTimeKind.Milliseconds : PingTimeKind.Text
            : type.Contains("with time zone", StringComparison.Ordinal) ? PingTimeKind.Zoned : PingTimeKind.Naive);
    }

    /// <summary>A column of numbers, or NULL where there is none.</summary>
    public string Column(string name) => _columns.ContainsKey(name) ? name : "CAST(NULL AS integer)";

    /// <summary>A text as it fits in a column: the legacy one for addresses takes 50 characters, and a host name may be longer.</summary>
    public string Fit(string column, string text)
        => _columns.GetValueOrDefault(column) is { } longest && text.Length > longest ? text[..longest] : text;

    /// <summary>A time as the value of a parameter.</summary>
    public object Value(DateTimeOffset time) => Time switch
    {
        PingTimeKind.Milliseconds => time.ToUnixTimeMilliseconds(),
        PingTimeKind.Text => time.UtcDateTime.ToString(TextTime, CultureInfo.InvariantCulture),
        PingTimeKind.Naive => DateTime.SpecifyKind(time.UtcDateTime, DateTimeKind.Unspecified),   // so it is a timestamp to PostgreSQL
        _ => time.UtcDateTime,
    };

    /// <summary>The time of a row in milliseconds since the Unix epoch.</summary>
    public long Read(DbDataReader rows, int column) => Time switch
    {
        PingTimeKind.Milliseconds => rows.GetInt64(column),
        PingTimeKind.Text => Milliseconds(DateTime.Parse(
            rows.GetString(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)),
        _ => Milliseconds(rows.GetDateTime(column)),
    };

    /// <summary>The number of the round in which a row lies, as SQL.</summary>
    public string RoundOf(TimeSpan round)
    {
        var length = ((long)round.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        return Time switch
        {
            PingTimeKind.Milliseconds => $"timestamp / {length}",
            PingTimeKind.Text => $"CAST(round((julianday(timestamp) - 2440587.5) * 86400000) AS INTEGER) / {length}",
            _ => $"CAST(floor(extract(epoch FROM timestamp) * 1000 / {length}) AS bigint)",
        };
    }

    private static long Milliseconds(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
}
