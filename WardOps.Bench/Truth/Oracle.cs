using WardOps.Core.History;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sums;

namespace WardOps.Bench.Truth;

/// <summary>The right answers, worked out from the story itself in the plainest way; nothing here is shared with what is under test.</summary>
internal static class Oracle
{
    public static DeviceHistory History(DeviceStory story)
    {
        var range = story.Range;
        var within = Within(story, range.From, range.To);
        var steps = within.ToLookup(r => (int)((r.At - range.From).Ticks / range.Step.Ticks));
        var points = Enumerable.Range(0, range.Points).ToArray();
        double[] rtt = [.. within.Where(r => r.Result.IsUp).Select(r => (double)r.Result.RttMeanMs).Order()];
        return new DeviceHistory(
            range,
            [.. points.Select(i => steps[i].Any() ? steps[i].All(r => r.Result.IsUp) ? 1 : (double?)0 : null)],
            [.. points.Select(i => Mean(steps[i].Select(r => (double)r.Result.RttMeanMs)))],
            [.. points.Select(i => Mean(steps[i].Select(r => 100.0 * (r.Result.Sent - r.Result.Answered) / r.Result.Sent)))],
            [.. points.Select(i => Mean(steps[i].Select(r => (double)r.Result.JitterMs)))],
            new RttPercentiles(Quantile(rtt, 0.50), Quantile(rtt, 0.95), Quantile(rtt, 0.99)),
            Uptime(story, within),
            Outages(story, range.From, range.To));
    }

    public static List<Outage> Outages(DeviceStory story, DateTimeOffset from, DateTimeOffset to)
    {
        var outages = new List<Outage>();
        DateTimeOffset? since = null;
        foreach (var round in Within(story, from, to))
        {
            if (round.Result.IsUp && since is { } begin)
            {
                outages.Add(new Outage(begin, round.At));
            }

            since = round.Result.IsUp ? null : since ?? round.At;
        }

        if (since is { } open)
        {
            outages.Add(new Outage(open, to < AllClosedBefore(story) ? to : null));
        }

        return outages;
    }

    public static IEnumerable<StepSum> Sums(DeviceStory story, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
        => story.Stored.Where(r => r.At >= from && r.At < to)
            .GroupBy(r => (r.At - DateTimeOffset.UnixEpoch).Ticks / step.Ticks)
            .Select(s => new StepSum(
                story.Device.Id,
                DateTimeOffset.UnixEpoch + (s.Key * step),
                s.Count(r => r.Result.IsUp),
                s.Count(),
                s.Sum(r => r.Result.LossPercent),
                s.Where(r => r.Result.IsUp).Sum(r => (double)r.Result.RttMeanMs)));

    /// <summary>A round is due when as much as its own length, and no less than five seconds, has passed since its end, or when a later one is known.</summary>
    private static Uptime Uptime(DeviceStory story, List<StoryRound> within)
    {
        var (range, seconds) = (story.Range, (story.EveryRounds * story.Round).TotalSeconds);
        if (within.Count == 0)
        {
            var end = AllClosedBefore(story) < range.To ? AllClosedBefore(story) : range.To;
            return new Uptime(0, 0, Math.Max(0, (end - range.From).TotalSeconds));
        }

        // By round numbers since the Unix epoch.
        var due = Math.Max(NumberAtOrAfter(story, AllClosedBefore(story)), NumberAtOrAfter(story, within[^1].At) + 1);
        var rounds = Turns(story, Math.Min(due, NumberAtOrAfter(story, range.To))) - Turns(story, NumberAtOrAfter(story, range.From));
        var up = within.Count(r => r.Result.IsUp);
        return new Uptime(up * seconds, (within.Count - up) * seconds, (rounds - within.Count) * seconds);
    }

    /// <summary>Every round that began before this has had its time.</summary>
    private static DateTimeOffset AllClosedBefore(DeviceStory story)
    {
        var grace = story.Round.TotalSeconds < 5 ? TimeSpan.FromSeconds(5) : story.Round;
        var newest = (story.Now - grace - story.Round - DateTimeOffset.UnixEpoch).Ticks / story.Round.Ticks;
        return DateTimeOffset.UnixEpoch + ((newest + 1) * story.Round);
    }

    private static long NumberAtOrAfter(DeviceStory story, DateTimeOffset time)
    {
        var ticks = (time - DateTimeOffset.UnixEpoch).Ticks;
        return (ticks / story.Round.Ticks) + (ticks % story.Round.Ticks == 0 ? 0 : 1);
    }

    /// <summary>How many of the device's rounds have a smaller number than this.</summary>
    private static long Turns(DeviceStory story, long number) => (number / story.EveryRounds) + (number % story.EveryRounds > story.Turn ? 1 : 0);

    private static List<StoryRound> Within(DeviceStory story, DateTimeOffset from, DateTimeOffset to)
        => [.. story.Rounds.Where(r => r.At >= from && r.At < to)];

    private static double? Mean(IEnumerable<double> values)
    {
        double[] known = [.. values.Where(v => !double.IsNaN(v))];
        return known.Length == 0 ? null : known.Average();
    }

    private static double? Quantile(double[] sorted, double share)
    {
        if (sorted.Length == 0)
        {
            return null;
        }

        var place = share * (sorted.Length - 1);
        var (below, above) = (sorted[(int)Math.Floor(place)], sorted[(int)Math.Ceiling(place)]);
        return below + ((above - below) * (place - Math.Floor(place)));
    }
}
