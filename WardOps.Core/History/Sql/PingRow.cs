using System.Data.Common;
using WardOps.Core.History.Reading;

namespace WardOps.Core.History.Sql;

/// <summary>
/// What a row of ping_results means. Whether it is reachable says is_reachable. The loss is what the packets say: the column of that name holds
/// a fraction cut to 0 or 1 in rows of the legacy engine. A round-trip time of 0 is one of less than a millisecond if the device
/// was reached, and stays 0; of a device that was not reached there is none, whatever stands there. A row of which no packet was sent says nothing.
/// </summary>
internal static class PingRow
{
    /// <summary>The columns that <see cref="Read"/> wants, in its order.</summary>
    public static string Columns(PingTableShape shape)
    {
        return string.Join(", ", "timestamp", "is_reachable", Whole("packets_sent"), Whole("packets_received"), $"CAST({shape.Column("avg_rtt_ms")} AS double precision)");

        string Whole(string column) => $"CAST({shape.Column(column)} AS integer)";
    }

    /// <summary>Rows that say something, as SQL.</summary>
    public static string IsKnown(PingTableShape shape) => $"device_ip IS NOT NULL AND is_reachable IS NOT NULL AND ({shape.Column("packets_sent")} IS NULL OR {shape.Column("packets_sent")} > 0)";

    /// <summary>Whether it is up, as SQL: 1 or 0.</summary>
    public static string Up => "CASE WHEN is_reachable THEN 1 ELSE 0 END";

    /// <summary>The loss in percent, as SQL; NULL where the packets are not known.</summary>
    public static string Loss(PingTableShape shape)
    {
        var (sent, received) = (shape.Column("packets_sent"), shape.Column("packets_received"));
        var lost = $"{sent} - CASE WHEN {received} > {sent} THEN {sent} WHEN {received} < 0 THEN 0 ELSE {received} END";
        return $"CASE WHEN {sent} > 0 AND {received} IS NOT NULL THEN 100.0 * ({lost}) / {sent} WHEN NOT is_reachable THEN 100.0 END";
    }

    /// <summary>The round-trip time of a device that was reached, as SQL.</summary>
    public static string Rtt(PingTableShape shape) => $"CASE WHEN is_reachable THEN {shape.Column("avg_rtt_ms")} END";

    public static RoundSample Read(DbDataReader rows, PingTableShape shape)
    {
        var isUp = shape.IsSqlite ? rows.GetInt64(1) != 0 : rows.GetBoolean(1);
        var rtt = isUp && !rows.IsDBNull(4) ? rows.GetDouble(4) : double.NaN;
        return new RoundSample(shape.Read(rows, 0), isUp, rtt, LossOf(rows, isUp), double.NaN);
    }

    private static double LossOf(DbDataReader rows, bool isUp)
    {
        if (rows.IsDBNull(2) || rows.IsDBNull(3))
        {
            return isUp ? double.NaN : 100;
        }

        var sent = rows.GetInt32(2);
        return 100.0 * (sent - Math.Clamp(rows.GetInt32(3), 0, sent)) / sent;
    }
}
