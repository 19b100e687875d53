using System.Globalization;
using System.Runtime.CompilerServices;
using WardOps.Core.Devices;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sums;

namespace WardOps.Core.History.Victoria;

/// <summary>
/// Reads from VictoriaMetrics. Up to seven days come from the raw samples: exact, and without the guesses that query_range
/// makes about its newest points. Longer ranges are summed by the server per step.
/// </summary>
internal sealed class VictoriaHistoryReader(VictoriaClient client, ProbePolicy policy, TimeProvider time) : IHistoryReader
{
    private static readonly TimeSpan s_longestRaw = TimeSpan.FromDays(7);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_fiveMinutes = TimeSpan.FromMinutes(5);

    // A window ends at its time, inclusive: a step that begins at s holds [s, s + step), so it is asked at s + step - 1 ms.
    private static readonly TimeSpan s_endsBefore = TimeSpan.FromMilliseconds(1);

    public Task<DeviceHistory> ReadAsync(WatchedDevice device, HistoryRange range, CancellationToken cancellation)
        => range.To - range.From <= s_longestRaw + range.Step
            ? ReadRawAsync(device, range, cancellation)
            : ReadStepsAsync(device, range, cancellation);

    public async Task<IReadOnlyList<Outage>> ReadOutagesAsync(WatchedDevice device, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
        => (await ReadRawAsync(device, new HistoryRange(from, to, to - from), cancellation).ConfigureAwait(false)).Outages;

    public async IAsyncEnumerable<StepSum> ReadSumsAsync(
        DateTimeOffset from, DateTimeOffset to, TimeSpan step, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var begin = from;
        while (begin < to)
        {
            // Up to the next full hour, so that a start inside five minutes costs one short question and no more.
            var end = FloorTo(begin, s_fiveMinutes) != begin || to - begin < s_fiveMinutes
                ? Earlier(to, FloorTo(begin, s_fiveMinutes) + s_fiveMinutes)
                : Earlier(FloorTo(to, s_fiveMinutes), FloorTo(begin, s_hour) + s_hour);
            foreach (var sum in await SumsAsync(begin, end, cancellation).ConfigureAwait(false))
            {
                yield return sum;
            }

            begin = end;
        }
    }

    private static DateTimeOffset FloorTo(DateTimeOffset time, TimeSpan step)
        => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks((time - DateTimeOffset.UnixEpoch).Ticks / step.Ticks * step.Ticks);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static string Window(TimeSpan step) => string.Create(CultureInfo.InvariantCulture, $"[{(long)step.TotalMilliseconds}ms]");

    /// <summary>Samples of one metric under all names the device ever had, by time.</summary>
    private static List<Sample> Merge(IEnumerable<VictoriaSeries> all, string metric)
    {
        var samples = new List<Sample>();
        foreach (var series in all.Where(s => s.Name == metric))
        {
            for (var i = 0; i < series.Times.Length; i++)
            {
                if (series.Values[i] is { } value)
                {
                    samples.Add(new Sample(series.Times[i], value));
                }
            }
        }

        // Two names never share a round; should they ever, the round counts once and the worse one stands.
        return [.. samples.OrderBy(s => s.At).ThenBy(s => s.Value).DistinctBy(s => s.At)];
    }

    private static double?[] Place(IEnumerable<VictoriaSeries> all, HistoryRange range)
    {
        var points = new double?[range.Points];
        foreach (var series in all)
        {
            for (var i = 0; i < series.Times.Length; i++)
            {
                var point = (series.Times[i] - range.From.ToUnixTimeMilliseconds()) / (long)range.Step.TotalMilliseconds;
                if (point >= 0 && point < points.Length)
                {
                    points[point] = series.Values[i];
                }
            }
        }

        return points;
    }

    private async Task<DeviceHistory> ReadRawAsync(WatchedDevice device, HistoryRange range, CancellationToken cancellation)
    {
        var id = LabelText.ForSelector(Metrics.IdText(device.Id));
        var selector = $"{{__name__=~\"{Metrics.Status}|{Metrics.Rtt}|{Metrics.Loss}\",device_id=\"{id}\"}}";
        var all = await client.ExportAsync(selector, range.From, range.To, cancellation).ConfigureAwait(false);
        return SampleHistory.Of(
            range, Merge(all, Metrics.Status), Merge(all, Metrics.Rtt), Merge(all, Metrics.Loss), policy.IntervalOf(device), time.GetUtcNow());
    }

    private async Task<DeviceHistory> ReadStepsAsync(WatchedDevice device, HistoryRange range, CancellationToken cancellation)
    {
        var where = $"{{device_id=\"{LabelText.ForSelector(Metrics.IdText(device.Id))}\"}}{Window(range.Step)}";
        var up = await StepsAsync(Sum(Metrics.Status), range, cancellation).ConfigureAwait(false);
        var known = await StepsAsync(Count(Metrics.Status), range, cancellation).ConfigureAwait(false);
        var rtt = await StepsAsync($"{Sum(Metrics.Rtt)} / {Count(Metrics.Rtt)}", range, cancellation).ConfigureAwait(false);
        var loss = await StepsAsync($"{Sum(Metrics.Loss)} / {Count(Metrics.Loss)}", range, cancellation).ConfigureAwait(false);

        var status = new double?[range.Points];
        var steps = new List<Sample>();
        for (var i = 0; i < status.Length; i++)
        {
            if (known[i] is > 0 and var rounds)
            {
                // Every round of the step had a reply, or the step was not whole.
                status[i] = (up[i] ?? 0) >= rounds ? 1 : 0;
                steps.Add(new Sample(range.TimeOf(i).ToUnixTimeMilliseconds(), status[i]!.Value));
            }
        }

        var now = time.GetUtcNow();
        var length = policy.IntervalOf(device);
        var uptime = SampleHistory.UptimeOf(range, up.Sum() ?? 0, known.Sum() ?? 0, length, SampleHistory.Settled(range, length, now));
        return new DeviceHistory(range, status, rtt, loss, new double?[range.Points], default, uptime, SampleHistory.Outages(steps, range, length, now));

        string Sum(string metric) => $"sum by (device_id) (sum_over_time({metric}{where}))";
        string Count(string metric) => $"sum by (device_id) (count_over_time({metric}{where}))";
    }

    private async Task<double?[]> StepsAsync(string query, HistoryRange range, CancellationToken cancellation)
    {
        var all = await client.QueryRangeAsync(
            query, range.From + range.Step - s_endsBefore, range.To - s_endsBefore, range.Step, cancellation).ConfigureAwait(false);
        return Place(all, range);
    }

    /// <summary>[from, to) holds whole five minutes, or a piece of one.</summary>
    private async Task<List<StepSum>> SumsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var step = to - from < s_fiveMinutes ? to - from : s_fiveMinutes;
        var known = await AskAsync("count_over_time").ConfigureAwait(false);
        var up = (await AskAsync("sum_over_time").ConfigureAwait(false)).Where(s => s.DeviceId != Guid.Empty).ToDictionary(s => s.DeviceId);
        var sums = new List<StepSum>();
        foreach (var series in known.Where(s => s.DeviceId != Guid.Empty))
        {
            var ups = up.TryGetValue(series.DeviceId, out var found) ? found : null;
            for (var i = 0; i < series.Times.Length; i++)
            {
                var rounds = (int)(series.Values[i] ?? 0);
                if (rounds > 0)
                {
                    var start = FloorTo(DateTimeOffset.FromUnixTimeMilliseconds(series.Times[i]), s_fiveMinutes);
                    var at = ups is null ? -1 : Array.BinarySearch(ups.Times, series.Times[i]);
                    sums.Add(new StepSum(series.DeviceId, start, at < 0 ? 0 : Math.Min(rounds, (int)(ups!.Values[at] ?? 0)), rounds));
                }
            }
        }

        return sums;

        Task<List<VictoriaSeries>> AskAsync(string function)
        {
            var query = $"sum by (device_id) ({function}({Metrics.Status}{Window(step)}))";
            return step < s_fiveMinutes
                ? client.QueryAsync(query, to - s_endsBefore, cancellation)
                : client.QueryRangeAsync(query, from + step - s_endsBefore, to - s_endsBefore, step, cancellation);
        }
    }
}
