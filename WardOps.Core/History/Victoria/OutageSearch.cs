using WardOps.Core.Devices;
using WardOps.Core.History.Reading;

namespace WardOps.Core.History.Victoria;

/// <summary>
/// Finds a device's outages to the round over any length of time, without reading all of it: the server counts the rounds of every hour, and
/// only the hours in which something changed are read raw. An hour that is all up after one that was all up holds no beginning and no end.
/// </summary>
internal sealed class OutageSearch(VictoriaClient client)
{
    private const int AtOnce = 4;

    /// <summary>Up to this long a reading of everything is the cheaper way.</summary>
    private static readonly TimeSpan s_short = TimeSpan.FromDays(7);

    // A request costs as much as some hours of samples: hours this near to each other are read in one go.
    private static readonly TimeSpan s_near = TimeSpan.FromHours(3);
    private static readonly TimeSpan s_longestRun = TimeSpan.FromDays(31);

    // The server gives at most 30,000 points.
    private static readonly TimeSpan s_longestCount = TimeSpan.FromHours(20_000);

    // A window ends at its time, inclusive: an hour that begins at h holds [h, h + 1 h), so it is asked at h + 1 h - 1 ms.
    private static readonly TimeSpan s_endsBefore = TimeSpan.FromMilliseconds(1);

    /// <summary>Feeds every round at which an outage may begin or end within [from, to), in order.</summary>
    /// <param name="device">Whose.</param>
    /// <param name="from">Any time.</param>
    /// <param name="to">Any time.</param>
    /// <param name="settled">From here on the server's counts are not to be trusted yet.</param>
    /// <param name="changes">Since each of these the first rounds are wanted too.</param>
    /// <param name="fold">Where the rounds go.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task FeedAsync(
        WatchedDevice device,
        DateTimeOffset from,
        DateTimeOffset to,
        DateTimeOffset settled,
        DateTimeOffset[] changes,
        IRoundFold fold,
        CancellationToken cancellation)
    {
        var runs = from >= to ? []
            : to - from <= s_short ? [(from, to)]
            : await RunsAsync(device, from, to, settled, changes, cancellation).ConfigureAwait(false);
        var selector = DeviceSelector.Of(device, Metrics.Status);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ahead = new Queue<Task<List<VictoriaSeries>>>();
        try
        {
            for (var next = 0; next < runs.Count || ahead.Count > 0;)
            {
                if (next < runs.Count && ahead.Count < AtOnce)
                {
                    ahead.Enqueue(client.ExportAsync(selector, runs[next].From, runs[next].To, stop.Token));
                    next++;
                    continue;
                }

                DeviceSamples.FeedStatus(await ahead.Dequeue().ConfigureAwait(false), fold);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(ahead)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// What has to be read raw, in order: the pieces of an hour at both ends, the hours that may hold a change, and the first that are known since rounds had another length.
    /// </summary>
    internal static List<(DateTimeOffset From, DateTimeOffset To)> Runs(
        DateTimeOffset from, DateTimeOffset to, DateTimeOffset firstHour, IReadOnlyList<(double Up, double Known)> hours, params DateTimeOffset[] changes)
    {
        var runs = new List<(DateTimeOffset From, DateTimeOffset To)>();
        Add(from, firstHour);
        var passed = 0;
        double? before = null;   // 1 all up, 0 all down, null if it must be read
        for (var i = 0; i < hours.Count; i++)
        {
            var (up, known) = hours[i];
            if (known <= 0)
            {
                continue;   // a gap changes nothing
            }

            var hour = firstHour + (i * Spans.Hour);
            double? state = up >= known ? 1 : up <= 0 ? 0 : null;
            if (state is null || state != before || (passed < changes.Length && changes[passed] < hour + Spans.Hour))
            {
                Add(hour, hour + Spans.Hour);
            }

            // The hour of a change may have none of the rounds since.
            while (passed < changes.Length && changes[passed] <= hour)
            {
                passed++;
            }

            before = state;
        }

        Add(Spans.Later(from, firstHour + (hours.Count * Spans.Hour)), to);
        return runs;

        void Add(DateTimeOffset begin, DateTimeOffset end)
        {
            if (begin >= end)
            {
                return;
            }

            if (runs.Count > 0 && begin - runs[^1].To <= s_near && end - runs[^1].From <= s_longestRun)
            {
                runs[^1] = (runs[^1].From, end);
                return;
            }

            runs.Add((begin, end));
        }
    }

    private async Task<List<(DateTimeOffset From, DateTimeOffset To)>> RunsAsync(
        WatchedDevice device, DateTimeOffset from, DateTimeOffset to, DateTimeOffset settled, DateTimeOffset[] changes, CancellationToken cancellation)
    {
        var firstHour = Spans.Earlier(to, Spans.Ceiling(from, Spans.Hour));
        var lastHour = Spans.Floor(Spans.Earlier(to, settled), Spans.Hour);
        var hours = new List<(double Up, double Known)>();
        for (var begin = firstHour; begin < lastHour;)
        {
            var end = Spans.Earlier(lastHour, begin + s_longestCount);
            var answers = await Task.WhenAll(CountAsync("sum_over_time"), CountAsync("count_over_time")).ConfigureAwait(false);
            var found = new (double Up, double Known)[(int)((end - begin) / Spans.Hour)];
            Place(answers[0], (i, value) => found[i].Up = value);
            Place(answers[1], (i, value) => found[i].Known = value);
            hours.AddRange(found);
            begin = end;

            Task<List<VictoriaSeries>> CountAsync(string function)
            {
                var query = $"sum by (device_id) ({function}({DeviceSelector.Of(device, Metrics.Status)}{DeviceSelector.Window(Spans.Hour)}))";
                return client.QueryRangeAsync(query, begin + Spans.Hour - s_endsBefore, end - s_endsBefore, Spans.Hour, cancellation);
            }

            void Place(List<VictoriaSeries> series, Action<int, double> put)
            {
                foreach (var one in series)
                {
                    for (var i = 0; i < one.Times.Length; i++)
                    {
                        var hour = (one.Times[i] - begin.ToUnixTimeMilliseconds()) / (long)Spans.Hour.TotalMilliseconds;
                        if (hour >= 0 && hour < found.Length)   // else not asked for
                        {
                            put((int)hour, one.Values[i] ?? 0);
                        }
                    }
                }
            }
        }

        return Runs(from, to, firstHour, hours, changes);
    }
}
