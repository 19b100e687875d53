using WardOps.Core.Devices;
using WardOps.Core.History.Reading;

namespace WardOps.Core.History.Victoria;

/// <summary>Lets the server add up one device's rounds, all four metrics at once, whatever names the device had.</summary>
internal sealed class StepSums(VictoriaClient client)
{
    private static readonly TimeSpan s_endsBefore = TimeSpan.FromMilliseconds(1);

    /// <summary>Feeds the sums of every step of [range.From, end), the last one as far as it goes; a step in which the cadence changed in its parts.</summary>
    public async Task FeedAsync(
        WatchedDevice device, HistoryRange range, DateTimeOffset end, Cadences cadences, HistoryFold fold, CancellationToken cancellation)
    {
        var whole = Spans.Floor(end, range.Step);
        var totals = new StepTotals[(int)((Spans.Ceiling(end, range.Step) - range.From) / range.Step)];
        if (whole > range.From)
        {
            await AddAsync(range.Step, query => client.QueryRangeAsync(
                query, range.From + range.Step - s_endsBefore, whole - s_endsBefore, range.Step, cancellation)).ConfigureAwait(false);
        }

        var parts = Parts(range, end, cadences.Changes);
        var next = 0;
        for (var i = 0; i < totals.Length; i++)
        {
            var start = range.From + (i * range.Step);
            if (next == parts.Count || parts[next].From > start)
            {
                Feed(i, start, in totals[i]);
            }

            for (; next < parts.Count && parts[next].From < start + range.Step; next++)
            {
                var (from, to) = parts[next];
                totals[i] = default;
                await AddAsync(to - from, query => client.QueryAsync(query, to - s_endsBefore, cancellation)).ConfigureAwait(false);
                Feed(i, from, in totals[i]);
            }
        }

        void Feed(int point, DateTimeOffset at, in StepTotals sums)
        {
            if (sums.Known > 0)
            {
                fold.Add(point, at, in sums);
            }
        }

        async Task AddAsync(TimeSpan window, Func<string, Task<List<VictoriaSeries>>> ask)
        {
            var answers = await Task.WhenAll(ask(Query("sum_over_time", window)), ask(Query("count_over_time", window))).ConfigureAwait(false);
            Place(answers[0], range, totals, isSum: true);
            Place(answers[1], range, totals, isSum: false);
        }

        string Query(string function, TimeSpan window)
            => $"sum by (__name__) ({function}({DeviceSelector.Of(device)}{DeviceSelector.Window(window)}) keep_metric_names)";
    }

    /// <summary>The steps of [range.From, end) that cannot be asked for whole, in parts: those in which something changes, and the last one if it is cut.</summary>
    internal static List<(DateTimeOffset From, DateTimeOffset To)> Parts(HistoryRange range, DateTimeOffset end, IEnumerable<DateTimeOffset> changes)
    {
        var cuts = changes.Where(c => c < end).Append(end).Where(c => c != Spans.Floor(c, range.Step)).Order();
        var parts = new List<(DateTimeOffset From, DateTimeOffset To)>();
        foreach (var step in cuts.GroupBy(c => Spans.Floor(c, range.Step)))
        {
            var begin = step.Key;
            foreach (var cut in step.Append(Spans.Earlier(end, step.Key + range.Step)))
            {
                if (cut > begin)
                {
                    parts.Add((begin, cut));
                    begin = cut;
                }
            }
        }

        return parts;
    }

    private static void Place(List<VictoriaSeries> all, HistoryRange range, StepTotals[] totals, bool isSum)
    {
        var (from, length) = (range.From.ToUnixTimeMilliseconds(), (long)range.Step.TotalMilliseconds);
        foreach (var series in all)
        {
            for (var i = 0; i < series.Times.Length; i++)
            {
                var step = (series.Times[i] - from) / length;
                if (step < 0 || step >= totals.Length)
                {
                    continue;   // not asked for
                }

                ref var point = ref totals[(int)step];
                var value = series.Values[i] ?? 0;
                switch (series.Name, isSum)
                {
                    case (Metrics.Status, true): point.Up = value; break;
                    case (Metrics.Status, false): point.Known = value; break;
                    case (Metrics.Rtt, true): point.RttSum = value; break;
                    case (Metrics.Rtt, false): point.RttCount = value; break;
                    case (Metrics.Loss, true): point.LossSum = value; break;
                    case (Metrics.Loss, false): point.LossCount = value; break;
                    case (Metrics.Jitter, true): point.JitterSum = value; break;
                    case (Metrics.Jitter, false): point.JitterCount = value; break;
                }
            }
        }
    }
}
