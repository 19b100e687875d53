using WardOps.Core.History.Reading;
using WardOps.Core.History.Sums;

namespace WardOps.Core.History.Victoria;

/// <summary>Lets the server add up the rounds of all devices, by device and not by name.</summary>
internal sealed class VictoriaSums(VictoriaClient client, RoundEras eras)
{
    private static readonly TimeSpan s_endsBefore = TimeSpan.FromMilliseconds(1);

    /// <param name="from">Begin.</param>
    /// <param name="to">End, exclusive; either whole steps, or within one.</param>
    /// <param name="step">Length of a step.</param>
    /// <param name="round">How long everybody's rounds were.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<List<StepSum>> ReadAsync(DateTimeOffset from, DateTimeOffset to, TimeSpan step, TimeSpan round, CancellationToken cancellation)
    {
        var isWhole = to - from >= step;
        var window = isWhole ? step : to - from;
        // Two at a time: the server has more to do than this.
        var rounds = await Task.WhenAll(AskAsync("count_over_time", Metrics.Status), AskAsync("sum_over_time", Metrics.Status)).ConfigureAwait(false);
        var values = await Task.WhenAll(AskAsync("sum_over_time", Metrics.Loss), AskAsync("sum_over_time", Metrics.Rtt)).ConfigureAwait(false);
        var (up, loss, rtt) = (ById(rounds[1]), ById(values[0]), ById(values[1]));
        var sums = new List<StepSum>();
        foreach (var known in ById(rounds[0]).Values)
        {
            var (ups, losses, rtts) = (up.GetValueOrDefault(known.DeviceId), loss.GetValueOrDefault(known.DeviceId), rtt.GetValueOrDefault(known.DeviceId));
            for (var i = 0; i < known.Times.Length; i++)
            {
                var (time, count) = (known.Times[i], (long)(known.Values[i] ?? 0));
                if (count > 0)
                {
                    var start = Spans.Floor(DateTimeOffset.FromUnixTimeMilliseconds(time), step);
                    sums.Add(eras.Sum(known.DeviceId, start, round, (long)Math.Clamp(At(ups, time), 0, count), count, At(losses, time), At(rtts, time)));
                }
            }
        }

        return sums;

        Task<List<VictoriaSeries>> AskAsync(string function, string metric)
        {
            var query = $"sum by (device_id) ({function}({metric}{DeviceSelector.Window(window)}))";
            return isWhole
                ? client.QueryRangeAsync(query, from + step - s_endsBefore, to - s_endsBefore, step, cancellation)
                : client.QueryAsync(query, to - s_endsBefore, cancellation);
        }
    }

    /// <summary>Somebody else may write to the same server: what has no id of ours is not ours.</summary>
    private static Dictionary<Guid, VictoriaSeries> ById(List<VictoriaSeries> all)
    {
        var byId = new Dictionary<Guid, VictoriaSeries>(all.Count);
        foreach (var series in all)
        {
            if (series.DeviceId != Guid.Empty)
            {
                byId.TryAdd(series.DeviceId, series);
            }
        }

        return byId;
    }

    private static double At(VictoriaSeries? series, long time)
        => series is not null && Array.BinarySearch(series.Times, time) is >= 0 and var i ? series.Values[i] ?? 0 : 0;
}
