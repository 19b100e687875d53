using Microsoft.Extensions.Options;
using WardOps.Core.History.Ledger;

namespace WardOps.Core.History.Victoria;

/// <summary>Counts the status samples of rounds in VictoriaMetrics: one range query with a step of one round.</summary>
internal sealed class VictoriaRoundCounts(VictoriaClient client, IOptions<HistoryOptions> options) : IRoundCounts
{
    // A window ends at its time, inclusive: a round that begins at s holds [s, s + interval), so it is asked at s + interval - 1 ms.
    private static readonly TimeSpan s_endsBefore = TimeSpan.FromMilliseconds(1);

    /// <summary>A day less than the server is told to: it drops whole stretches.</summary>
    public TimeSpan KeptFor => TimeSpan.FromDays((31 * options.Value.RetentionMonths) - 1);

    public async Task<IReadOnlyDictionary<DateTimeOffset, long>> CountAsync(
        DateTimeOffset first, TimeSpan interval, int rounds, CancellationToken cancellation)
    {
        var asked = interval - s_endsBefore;
        var query = $"sum(count_over_time({Metrics.Status}{DeviceSelector.Window(interval)}))";
        var answer = await client.QueryRangeAsync(query, first + asked, first + ((rounds - 1) * interval) + asked, interval, cancellation).ConfigureAwait(false);
        var counts = new Dictionary<DateTimeOffset, long>();
        foreach (var series in answer)
        {
            for (var i = 0; i < series.Times.Length; i++)
            {
                if (series.Values[i] is { } count)
                {
                    counts[DateTimeOffset.FromUnixTimeMilliseconds(series.Times[i]) - asked] = (long)count;
                }
            }
        }

        return counts;
    }
}
