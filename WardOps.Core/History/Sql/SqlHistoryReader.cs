using System.Data.Common;
using System.Globalization;
using WardOps.Core.Devices;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sums;

namespace WardOps.Core.History.Sql;

/// <summary>
/// Reads ping_results, row by row however long the range is. Rows know an address and no device, so a device has the rows of the address it has
/// now: those of an earlier one cannot be found, and of two devices with one address each has all. A row belongs to the round in which
/// its time lies; of two rows in one round the worse stands. There is no jitter: the table has no column for it.
/// </summary>
internal sealed class SqlHistoryReader(PingResults table, FreshRounds fresh, DeviceCatalog catalog, RoundEras eras, TimeProvider time) : IHistoryReader
{
    public async Task<DeviceHistory> ReadAsync(WatchedDevice device, HistoryRange range, CancellationToken cancellation)
    {
        using var fold = new HistoryFold(range, eras.Of(device, range.From, range.To), time.GetUtcNow());
        await FeedAsync(device, range.From, range.To, fold, cancellation).ConfigureAwait(false);
        return fold.End();
    }

    public async Task<IReadOnlyList<Outage>> ReadOutagesAsync(WatchedDevice device, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        if (from >= to)
        {
            return [];
        }

        var (now, fold) = (time.GetUtcNow(), new OutageFold());
        await FeedAsync(device, from, to, fold, cancellation).ConfigureAwait(false);
        return fold.End(to, eras.Now(device), now);
    }

    public IAsyncEnumerable<StepSum> ReadSumsAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellation)
    {
        // Rows know addresses only: without the devices they could be given to nobody.
        if (catalog.Current.Version == 0)
        {
            throw new HistoryUnavailableException("The devices are not loaded yet.");
        }

        ILookup<string, Guid>? ids = null;
        var lengths = eras.Lengths;
        return SumPieces.ReadAsync(from, to, step, lengths, ReadPieceAsync, cancellation);

        Task<List<StepSum>> ReadPieceAsync(DateTimeOffset begin, DateTimeOffset end, TimeSpan round) => table.OnAsync(
            (connection, shape) =>
            {
                ids ??= catalog.Current.Devices.ToLookup(d => AddressOf(d, shape), d => d.Id, StringComparer.Ordinal);
                return SumsAsync(connection, shape, lengths.NextStart(begin), lengths.NextStart(end), step, round, ids, cancellation);
            },
            cancellation);
    }

    private static string AddressOf(WatchedDevice device, PingTableShape shape) => shape.Fit("device_ip", device.Ip);

    private Task<bool> FeedAsync(WatchedDevice device, DateTimeOffset from, DateTimeOffset to, IRoundFold fold, CancellationToken cancellation)
    {
        // Jitter of the newest rounds only would be there and gone again.
        RoundSample[] newest = [.. fresh.SamplesOf(device.Id, from, to).Select(s => s with { JitterMs = double.NaN })];
        var (tail, lengths) = (new FreshTail(newest, fold), eras.Lengths);
        return table.OnAsync(ReadRowsAsync, cancellation);

        async Task<bool> ReadRowsAsync(DbConnection connection, PingTableShape shape)
        {
            var merge = new RoundMerge(lengths, tail);
            var command = connection.CreateCommand();
            await using var disposed = command.ConfigureAwait(false);
            command.CommandText = $"""
                SELECT {PingRow.Columns(shape)} FROM ping_results
                WHERE device_ip = @ip AND timestamp >= @from AND timestamp < @to AND {PingRow.IsKnown(shape)}
                ORDER BY timestamp
                """;
            PingResults.AddParameter(command, "@ip", AddressOf(device, shape));
            AddRange(command, shape, lengths.NextStart(from), lengths.NextStart(to));
            var rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using var closed = rows.ConfigureAwait(false);
            while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
            {
                merge.Add(PingRow.Read(rows, shape));
            }

            merge.End();
            tail.End();
            return true;
        }
    }

    /// <param name="connection">To the database.</param>
    /// <param name="shape">What the table looks like.</param>
    /// <param name="from">Start of a round.</param>
    /// <param name="to">Start of a round, exclusive.</param>
    /// <param name="step">Length of a step.</param>
    /// <param name="round">Length of everybody's rounds within.</param>
    /// <param name="ids">Devices by address.</param>
    /// <param name="cancellation">Ends it.</param>
    private async Task<List<StepSum>> SumsAsync(
        DbConnection connection,
        PingTableShape shape,
        DateTimeOffset from,
        DateTimeOffset to,
        TimeSpan step,
        TimeSpan round,
        ILookup<string, Guid> ids,
        CancellationToken cancellation)
    {
        var command = connection.CreateCommand();
        await using var disposed = command.ConfigureAwait(false);
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT device_ip, number * {(long)round.TotalMilliseconds} / {(long)step.TotalMilliseconds},
                CAST(SUM(up) AS integer), CAST(COUNT(*) AS integer),
                CAST(COALESCE(SUM(loss), 0) AS double precision), CAST(COALESCE(SUM(CASE WHEN up = 1 THEN rtt END), 0) AS double precision)
            FROM (
                SELECT device_ip, {shape.RoundOf(round)} AS number, MIN({PingRow.Up}) AS up, MAX({PingRow.Loss(shape)}) AS loss, MAX({PingRow.Rtt(shape)}) AS rtt
                FROM ping_results
                WHERE timestamp >= @from AND timestamp < @to AND {PingRow.IsKnown(shape)}
                GROUP BY 1, 2) AS rounds
            GROUP BY 1, 2
            ORDER BY 2
            """);
        AddRange(command, shape, from, to);
        var sums = new List<StepSum>();
        var rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var closed = rows.ConfigureAwait(false);
        while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
        {
            foreach (var id in ids[rows.GetString(0)])
            {
                sums.Add(eras.Sum(
                    id, DateTimeOffset.UnixEpoch + (rows.GetInt64(1) * step), round, rows.GetInt32(2), rows.GetInt32(3), rows.GetDouble(4), rows.GetDouble(5)));
            }
        }

        return sums;
    }

    /// <summary>The rows of the rounds that begin in [from, to), both starts of rounds: a round is in a range with all its rows or with none.</summary>
    private static void AddRange(DbCommand command, PingTableShape shape, DateTimeOffset from, DateTimeOffset to)
    {
        PingResults.AddParameter(command, "@from", shape.Value(from));
        PingResults.AddParameter(command, "@to", shape.Value(to));
    }
}
