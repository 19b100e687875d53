namespace WardOps.Core.History.Reading;

/// <summary>Makes a device's history from its raw samples: exact to the round.</summary>
internal static class SampleHistory
{
    /// <param name="range">What was asked.</param>
    /// <param name="status">1 and 0, ascending in time.</param>
    /// <param name="rtt">Milliseconds.</param>
    /// <param name="loss">0 to 100.</param>
    /// <param name="round">How long one sample stands for.</param>
    /// <param name="now">Time that has not come yet is not unknown.</param>
    public static DeviceHistory Of(
        HistoryRange range, IReadOnlyList<Sample> status, IReadOnlyList<Sample> rtt, IReadOnlyList<Sample> loss, TimeSpan round, DateTimeOffset now)
    {
        var up = status.Count(s => s.Value > 0);
        return new DeviceHistory(
            range,
            Worst(range, status),
            Mean(range, rtt),
            Mean(range, loss),
            new double?[range.Points],
            default,
            UptimeOf(range, up, status.Count, round, End(range, status, round, now)),
            Outages(status, range, round, now));
    }

    /// <summary>Seconds up, down and unknown, from counted rounds.</summary>
    /// <param name="range">What was asked.</param>
    /// <param name="upRounds">Rounds with a reply.</param>
    /// <param name="knownRounds">Rounds that say something.</param>
    /// <param name="round">How long one of them stands for.</param>
    /// <param name="end">Up to where time counts; see <see cref="Settled"/>.</param>
    public static Uptime UptimeOf(HistoryRange range, double upRounds, double knownRounds, TimeSpan round, DateTimeOffset end)
    {
        var all = Math.Max(0, (end - range.From).TotalSeconds);
        var known = knownRounds * round.TotalSeconds;
        return new Uptime(upRounds * round.TotalSeconds, (knownRounds - upRounds) * round.TotalSeconds, Math.Max(0, all - known));
    }

    /// <summary>
    /// Up to where every round has had its time to close and to be written: a round bears the time of its start and closes after its end, so
    /// the last two before now are not unknown, they are under way.
    /// </summary>
    public static DateTimeOffset Settled(HistoryRange range, TimeSpan round, DateTimeOffset now)
    {
        var settled = DateTimeOffset.UnixEpoch + ((Math.Floor((now - DateTimeOffset.UnixEpoch) / round) - 1) * round);
        return range.To < settled ? range.To : settled;
    }

    /// <summary>From the first sample of 0 to the next of 1; a gap between them ends nothing. One that lasts to the end of a range in the past ends there.</summary>
    public static List<Outage> Outages(IEnumerable<Sample> status, HistoryRange range, TimeSpan round, DateTimeOffset now)
    {
        var outages = new List<Outage>();
        DateTimeOffset? since = null;
        foreach (var sample in status)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(sample.At);
            if (sample.Value > 0 && since is { } from)
            {
                outages.Add(new Outage(from, at));
                since = null;
            }
            else if (sample.Value <= 0)
            {
                since ??= at;
            }
        }

        if (since is { } last)
        {
            outages.Add(new Outage(last, range.To < Settled(range with { To = now }, round, now) ? range.To : null));
        }

        return outages;
    }

    /// <summary>The settled end, or the end of the last known round if that has come sooner than it must.</summary>
    private static DateTimeOffset End(HistoryRange range, IReadOnlyList<Sample> status, TimeSpan round, DateTimeOffset now)
    {
        var settled = Settled(range, round, now);
        var known = status.Count == 0 ? settled : DateTimeOffset.FromUnixTimeMilliseconds(status[^1].At) + round;
        return known > settled ? known : settled;
    }

    private static double?[] Worst(HistoryRange range, IReadOnlyList<Sample> samples)
    {
        var points = new double?[range.Points];
        foreach (var sample in samples)
        {
            if (PointOf(range, sample.At) is { } i)
            {
                points[i] = Math.Min(points[i] ?? 1, sample.Value > 0 ? 1 : 0);
            }
        }

        return points;
    }

    private static double?[] Mean(HistoryRange range, IReadOnlyList<Sample> samples)
    {
        var sums = new double[range.Points];
        var counts = new int[range.Points];
        foreach (var sample in samples)
        {
            if (PointOf(range, sample.At) is { } i)
            {
                sums[i] += sample.Value;
                counts[i]++;
            }
        }

        return [.. sums.Select((sum, i) => counts[i] == 0 ? (double?)null : sum / counts[i])];
    }

    private static int? PointOf(HistoryRange range, long at)
    {
        var since = at - range.From.ToUnixTimeMilliseconds();
        if (since < 0)
        {
            return null;
        }

        var point = since / (long)range.Step.TotalMilliseconds;
        return point < range.Points ? (int)point : null;
    }
}
