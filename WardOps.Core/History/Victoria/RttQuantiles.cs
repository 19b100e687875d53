using System.Globalization;
using WardOps.Core.Devices;
using WardOps.Core.History.Reading;

namespace WardOps.Core.History.Victoria;

/// <summary>
/// Percentiles of a device's round-trip times over a long range, exact. The server can say them of one series; of two, after a rename, nothing
/// can be made of what it says of each, so then the values themselves are read, a month at a time.
/// </summary>
internal sealed class RttQuantiles(VictoriaClient client)
{
    private static readonly TimeSpan s_month = TimeSpan.FromDays(31);
    private static readonly TimeSpan s_endsBefore = TimeSpan.FromMilliseconds(1);

    /// <param name="device">Whose.</param>
    /// <param name="from">Begin.</param>
    /// <param name="to">End, exclusive.</param>
    /// <param name="unseen">Rounds that the store does not show yet.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<RttPercentiles> ReadAsync(
        WatchedDevice device, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<RoundSample> unseen, CancellationToken cancellation)
    {
        var selector = DeviceSelector.Of(device, Metrics.Rtt);
        if (unseen.Count == 0)
        {
            var query = string.Create(
                CultureInfo.InvariantCulture, $"quantiles_over_time(\"phi\", 0.5, 0.95, 0.99, {selector}{DeviceSelector.Window(to - from)})");
            var said = await client.QueryAsync(query, to - s_endsBefore, cancellation).ConfigureAwait(false);
            var values = said.Select(s => s.Values is [{ } value] ? value : double.NaN).Order().ToArray();
            switch (values)
            {
                case []: return default;
                case [var p50, var p95, var p99] when !double.IsNaN(p50): return new RttPercentiles(p50, p95, p99);
            }
        }

        using var all = new RttValues();
        var known = unseen.Select(s => s.At).ToHashSet();   // the store may show them by now
        foreach (var sample in unseen)
        {
            if (sample.IsUp && !double.IsNaN(sample.RttMs))
            {
                all.Add(sample.RttMs);
            }
        }

        for (var begin = from; begin < to; begin += s_month)
        {
            var series = await client.ExportAsync(selector, begin, Spans.Earlier(to, begin + s_month), cancellation).ConfigureAwait(false);
            var rtt = MetricSamples.Of(series, Metrics.Rtt);
            for (var i = 0; i < rtt.Times.Length; i++)
            {
                if (!double.IsNaN(rtt[i]) && !known.Contains(rtt.Times[i]))
                {
                    all.Add(rtt[i]);
                }
            }
        }

        return all.Percentiles();
    }
}
