using System.Data.Common;
using Microsoft.Data.Sqlite;
using WardOps.Core.Devices;
using WardOps.Core.Probing;

namespace WardOps.Core.History.Sql;

/// <summary>Writes the rows of one round, all or none.</summary>
internal static class PingResultRows
{
    private const string Columns
        = "device_ip, device_name, packets_sent, packets_received, packet_loss_percent, min_rtt_ms, avg_rtt_ms, max_rtt_ms, is_reachable, timestamp";

    public static async Task<int> InsertAsync(DbConnection connection, PingTableShape shape, Round round, CancellationToken cancellation)
    {
        var known = round.Catalog.Probed.Where(d => d.Slot < round.Results.Length && round.Results[d.Slot].IsKnown).ToArray();
        if (known.Length == 0)
        {
            return 0;
        }

        var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using var closed = transaction.ConfigureAwait(false);
        var command = connection.CreateCommand();
        await using var disposed = command.ConfigureAwait(false);
        command.Transaction = transaction;
        if (shape.IsSqlite)
        {
            await OneByOneAsync(command, shape, round, known, cancellation).ConfigureAwait(false);
        }
        else
        {
            await AtOnceAsync(command, shape, round, known, cancellation).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return known.Length;
    }

    private static async Task OneByOneAsync(
        DbCommand command, PingTableShape shape, Round round, WatchedDevice[] known, CancellationToken cancellation)
    {
        command.CommandText = $"INSERT INTO ping_results ({Columns}) VALUES (@ip, @name, @sent, @received, @loss, @min, @avg, @max, @up, @at)";
        string[] names = ["@ip", "@name", "@sent", "@received", "@loss", "@min", "@avg", "@max", "@up", "@at"];
        foreach (var name in names)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        await command.PrepareAsync(cancellation).ConfigureAwait(false);
        foreach (var device in known)
        {
            var result = round.Results[device.Slot];
            object?[] values =
            [
                AddressOf(device, shape), NameOf(device, shape), (int)result.Sent, (int)result.Answered, result.LossPercent,
                Finite(result.RttMinMs), Finite(result.RttMeanMs), Finite(result.RttMaxMs), result.IsUp ? 1 : 0, shape.Value(round.At),
            ];
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static async Task AtOnceAsync(
        DbCommand command, PingTableShape shape, Round round, WatchedDevice[] known, CancellationToken cancellation)
    {
        command.CommandText = $"""
            INSERT INTO ping_results ({Columns})
            SELECT ip, name, sent, received, loss, lowest, mean, highest, received > 0, @at
            FROM unnest(@ip, @name, @sent, @received, @loss, @min, @avg, @max) AS r(ip, name, sent, received, loss, lowest, mean, highest)
            """;
        var results = known.Select(d => round.Results[d.Slot]).ToArray();
        PingResults.AddParameter(command, "at", shape.Value(round.At));
        PingResults.AddParameter(command, "ip", known.Select(d => AddressOf(d, shape)).ToArray());
        PingResults.AddParameter(command, "name", known.Select(d => NameOf(d, shape)).ToArray());
        PingResults.AddParameter(command, "sent", results.Select(r => (int)r.Sent).ToArray());
        PingResults.AddParameter(command, "received", results.Select(r => (int)r.Answered).ToArray());
        PingResults.AddParameter(command, "loss", results.Select(r => r.LossPercent).ToArray());
        PingResults.AddParameter(command, "min", results.Select(r => Finite(r.RttMinMs)).ToArray());
        PingResults.AddParameter(command, "avg", results.Select(r => Finite(r.RttMeanMs)).ToArray());
        PingResults.AddParameter(command, "max", results.Select(r => Finite(r.RttMaxMs)).ToArray());
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private static string AddressOf(WatchedDevice device, PingTableShape shape) => shape.Fit("device_ip", device.Ip);

    private static string NameOf(WatchedDevice device, PingTableShape shape) => shape.Fit("device_name", device.Name);

    private static double? Finite(float value) => float.IsFinite(value) ? value : null;
}
