using System.Data.Common;
using WardOps.Core.History.Ledger;

namespace WardOps.Core.History.Sql;

/// <summary>Counts the rows of rounds in ping_results.</summary>
internal sealed class SqlRoundCounts(PingResults table) : IRoundCounts
{
    /// <summary>Rows are removed after 24 hours, a few minutes late.</summary>
    public TimeSpan KeptFor { get; } = TimeSpan.FromHours(24) - TimeSpan.FromMinutes(5);

    public Task<IReadOnlyDictionary<DateTimeOffset, long>> CountAsync(DateTimeOffset first, TimeSpan interval, int rounds, CancellationToken cancellation)
        => table.OnAsync(
            async (connection, shape) =>
            {
                var command = connection.CreateCommand();
                await using var disposed = command.ConfigureAwait(false);
                command.CommandText = "SELECT timestamp, CAST(COUNT(*) AS bigint) FROM ping_results WHERE timestamp >= @from AND timestamp < @to GROUP BY 1";
                PingResults.AddParameter(command, "@from", shape.Value(first));
                PingResults.AddParameter(command, "@to", shape.Value(first + (rounds * interval)));
                return await ReadAsync(command, shape, cancellation).ConfigureAwait(false);
            },
            cancellation);

    private static async Task<IReadOnlyDictionary<DateTimeOffset, long>> ReadAsync(DbCommand command, PingTableShape shape, CancellationToken cancellation)
    {
        var counts = new Dictionary<DateTimeOffset, long>();
        var rows = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var closed = rows.ConfigureAwait(false);
        while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
        {
            counts[DateTimeOffset.FromUnixTimeMilliseconds(shape.Read(rows, 0))] = rows.GetInt64(1);
        }

        return counts;
    }
}
