using Npgsql;
using NpgsqlTypes;
using WardOps.Bench.Servers;

namespace WardOps.Bench.History;

/// <summary>The table of the legacy product, with its indexes, filled with the same generated rounds.</summary>
internal static class PingResultsLoad
{
    private const string Table = """
        CREATE TABLE ping_results (
            id BIGSERIAL PRIMARY KEY,
            device_ip VARCHAR(50) NOT NULL,
            device_name VARCHAR(255),
            packets_sent INTEGER NOT NULL DEFAULT 5,
            packets_received INTEGER NOT NULL DEFAULT 0,
            packet_loss_percent INTEGER NOT NULL DEFAULT 100,
            min_rtt_ms INTEGER,
            avg_rtt_ms INTEGER,
            max_rtt_ms INTEGER,
            is_reachable BOOLEAN NOT NULL DEFAULT FALSE,
            timestamp TIMESTAMPTZ NOT NULL DEFAULT now());
        """;

    private const string Indexes = """
        CREATE INDEX idx_ping_results_device_ip ON ping_results (device_ip);
        CREATE INDEX idx_ping_results_timestamp ON ping_results (timestamp);
        CREATE INDEX idx_ping_results_device_time ON ping_results (device_ip, timestamp DESC);
        CREATE INDEX idx_ping_results_device_timestamp ON ping_results (device_ip, timestamp DESC);
        VACUUM ANALYZE ping_results;
        """;

    /// <returns>How many rows.</returns>
    public static async Task<long> RunAsync(string connection, int devices, DateTimeOffset first, TimeSpan interval, int rounds)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await ExecuteAsync(source, Table);
        var rows = 0L;
        await using (var open = await source.OpenConnectionAsync())
        await using (var copy = await open.BeginBinaryImportAsync(
            "COPY ping_results (device_ip, device_name, packets_sent, packets_received, packet_loss_percent, min_rtt_ms, avg_rtt_ms, max_rtt_ms, is_reachable, timestamp) FROM STDIN (FORMAT BINARY)"))
        {
            copy.Timeout = TimeSpan.FromMinutes(10);
            var days = Enumerable.Range(0, devices).Select(d => new GeneratedDay(d, rounds)).ToArray();
            // In order of time, as they were written: a device's rows lie scattered over the whole table.
            for (var i = 0; i < rounds; i++)
            {
                for (var device = 0; device < devices; device++)
                {
                    Write(copy, device, days[device], i, (first + (i * interval)).UtcDateTime);
                    rows++;
                }
            }

            await copy.CompleteAsync();
        }

        foreach (var statement in Indexes.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await ExecuteAsync(source, statement);
        }

        return rows;
    }

    private static void Write(NpgsqlBinaryImporter copy, int device, GeneratedDay day, int round, DateTime at)
    {
        var isUp = day.IsUp[round];
        var rtt = isUp ? (int)day.RttMs[round] : 0;   // the legacy product cut off what is below a millisecond, and wrote 0 while down
        var received = isUp ? day.LossPercent[round] == 20 ? 4 : 5 : 0;
        copy.StartRow();
        copy.Write(StoreSeed.AddressOf(device), NpgsqlDbType.Varchar);
        copy.Write(StoreSeed.NameOf(device), NpgsqlDbType.Varchar);
        copy.Write(5, NpgsqlDbType.Integer);
        copy.Write(received, NpgsqlDbType.Integer);
        copy.Write(isUp ? 0 : 1, NpgsqlDbType.Integer);
        copy.Write(rtt, NpgsqlDbType.Integer);
        copy.Write(rtt, NpgsqlDbType.Integer);
        copy.Write(rtt, NpgsqlDbType.Integer);
        copy.Write(isUp, NpgsqlDbType.Boolean);
        copy.Write(at, NpgsqlDbType.TimestampTz);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }
}
