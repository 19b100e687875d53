using System.Data.Common;
using System.Runtime.CompilerServices;
using WardOps.Core.Devices;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sums;

namespace WardOps.Core.History.Sql;

/// <summary>Reads ping_results, by the device's address of now. Only the last 24 hours are there; what is older is unknown.</summary>
internal sealed class SqlHistoryReader(PingResults table, DeviceCatalog catalog, ProbePolicy policy, TimeProvider time) : IHistoryReader
{
    public async Task<DeviceHistory> ReadAsync(WatchedDevice device, HistoryRange range, CancellationToken cancellation)
    {
        var (status, rtt, loss) = (new List<Sample>(), new List<Sample>(), new List<Sample>());
        await table.OnAsync(ReadRowsAsync, cancellation).ConfigureAwait(false);
        return SampleHistory.Of(range, status, rtt, loss, policy.IntervalOf(device), time.GetUtcNow());

        async Task<bool> ReadRowsAsync(DbConnection connection)
        {
            var command = connection.CreateCommand();
            await using var disposed = command.ConfigureAwait(false);
            command.CommandText = $"""
                SELECT {PingResults.Milliseconds(connection)}, CASE WHEN is_reachable THEN 1 ELSE 0 END, avg_rtt_ms, packet_loss_percent
                FROM ping_results
                WHERE device_ip = @ip AND timestamp >= {PingResults.TimeOf(connection, "@from")} AND timestamp < {PingResults.TimeOf(connection, "@to")}
                ORDER BY timestamp
                """;
            PingResults.AddParameter(command, "@ip", device.Ip);
            AddRange(command, range.From, range.To);
            var rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using var closed = rows.ConfigureAwait(false);
            while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
            {
                var at = rows.GetInt64(0);
                var isUp = rows.GetInt32(1) > 0;
                status.Add(new Sample(at, isUp ? 1 : 0));
                loss.Add(new Sample(at, rows.GetDouble(3)));
                // Legacy rows have 0 there while down.
                if (isUp && !await rows.IsDBNullAsync(2, cancellation).ConfigureAwait(false))
                {
                    rtt.Add(new Sample(at, rows.GetDouble(2)));
                }
            }

            return true;
        }
    }

    public async Task<IReadOnlyList<Outage>> ReadOutagesAsync(WatchedDevice device, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
        => (await ReadAsync(device, new HistoryRange(from, to, to - from), cancellation).ConfigureAwait(false)).Outages;

    public async IAsyncEnumerable<StepSum> ReadSumsAsync(
        DateTimeOffset from, DateTimeOffset to, TimeSpan step, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // Rows know addresses only: without the devices they could be given to nobody.
        if (catalog.Current.Version == 0)
        {
            throw new HistoryUnavailableException("The devices are not loaded yet.");
        }

        var ids = catalog.Current.Probed.DistinctBy(d => d.Ip).ToDictionary(d => d.Ip, d => d.Id);
        foreach (var (ip, number, up, known) in await table.OnAsync(c => SumsAsync(c, from, to, cancellation), cancellation).ConfigureAwait(false))
        {
            if (ids.TryGetValue(ip, out var id))
            {
                yield return new StepSum(id, DateTimeOffset.UnixEpoch + (number * TimeSpan.FromMinutes(5)), up, known);
            }
        }
    }

    private static async Task<List<(string Ip, long Number, int Up, int Known)>> SumsAsync(
        DbConnection connection, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var command = connection.CreateCommand();
        await using var disposed = command.ConfigureAwait(false);
        command.CommandText = $"""
            SELECT device_ip, {PingResults.Milliseconds(connection)} / 300000 AS number,
                CAST(SUM(CASE WHEN is_reachable THEN 1 ELSE 0 END) AS integer), CAST(COUNT(*) AS integer)
            FROM ping_results
            WHERE timestamp >= {PingResults.TimeOf(connection, "@from")} AND timestamp < {PingResults.TimeOf(connection, "@to")}
            GROUP BY 1, 2
            """;
        AddRange(command, from, to);
        var sums = new List<(string, long, int, int)>();
        var rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var closed = rows.ConfigureAwait(false);
        while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
        {
            sums.Add((rows.GetString(0), rows.GetInt64(1), rows.GetInt32(2), rows.GetInt32(3)));
        }

        return sums;
    }

    private static void AddRange(DbCommand command, DateTimeOffset from, DateTimeOffset to)
    {
        PingResults.AddParameter(command, "@from", from.ToUnixTimeMilliseconds());
        PingResults.AddParameter(command, "@to", to.ToUnixTimeMilliseconds());
    }
}
