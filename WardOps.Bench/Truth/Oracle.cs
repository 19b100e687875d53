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

    /// <summary>As if every round lasted a second.</summary>
    public static IEnumerable<StepSum> Sums(DeviceStory story, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
        => story.Stored.Where(r => r.At >= from && r.At < to)
            .GroupBy(r => (r.At - DateTimeOffset.UnixEpoch).Ticks / step.Ticks)
            .Select(s => Sum(story, DateTimeOffset.UnixEpoch + (s.Key * step), 1, 1, [.. s]));

    /// <summary>
    /// With the length that rounds had: what one stood for, in parts of what one stands for by the settings of now. Known parts of a second count whole, those with a reply do not, in
    /// each step and era.
    /// </summary>
    public static IEnumerable<StepSum> WeighedSums(DeviceStory story, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
        => story.Eras
            .SelectMany(era => story.Stored.Where(r => r.At >= from && r.At < to && r.At >= era.From && r.At < era.To)
                .GroupBy(r => (r.At - DateTimeOffset.UnixEpoch).Ticks / step.Ticks)
                .Select(s => Sum(story, DateTimeOffset.UnixEpoch + (s.Key * step), (decimal)era.Interval.TotalSeconds, story.EveryRounds, [.. s])))
            .GroupBy(s => s.From)
            .Select(s => new StepSum(
                story.Device.Id, s.Key, s.Sum(x => x.UpSeconds), s.Sum(x => x.KnownSeconds), s.Sum(x => x.LossPercentSum), s.Sum(x => x.RttMsSum)));

    /// <summary>A round is due when as much as its own length, and no less than five seconds, has passed since its end, or when a later one is known.</summary>
    private static Uptime Uptime(DeviceStory story, List<StoryRound> within)
    {
        Uptime[] eras = [.. story.Eras.Where(e => e.From < story.Range.To && e.To > story.Range.From).Select(era => Uptime(story, era, within))];
        return new Uptime(eras.Sum(e => e.UpSeconds), eras.Sum(e => e.DownSeconds), eras.Sum(e => e.UnknownSeconds));
    }

    private static Uptime Uptime(DeviceStory story, StoryEra era, List<StoryRound> all)
    {
        var from = era.From > story.Range.From ? era.From : story.Range.From;
        var to = era.To < story.Range.To ? era.To : story.Range.To;
        StoryRound[] within = [.. all.Where(r => r.At >= from && r.At < to)];
        if (within.Length == 0)
        {
            var end = AllClosedBefore(story) < to ? AllClosedBefore(story) : to;
            return new Uptime(0, 0, Math.Max(0, (end - from).TotalSeconds));
        }

        // By round numbers since the Unix epoch.
        var (due, seconds) = (Math.Max(NumberAtOrAfter(era, AllClosedBefore(story)), NumberAtOrAfter(era, within[^1].At) + 1), era.Interval.TotalSeconds);
        var rounds = Turns(era, Math.Min(due, NumberAtOrAfter(era, to))) - Turns(era, NumberAtOrAfter(era, from));
        var up = within.Count(r => r.Result.IsUp);
        return new Uptime(up * seconds, (within.Length - up) * seconds, (rounds - within.Length) * seconds);
    }

    /// <summary>Every round that began before this has had its time.</summary>
    private static DateTimeOffset AllClosedBefore(DeviceStory story)
    {
        var grace = story.Round.TotalSeconds < 5 ? TimeSpan.FromSeconds(5) : story.Round;
        var newest = (story.Now - grace - story.Round - DateTimeOffset.UnixEpoch).Ticks / story.Round.Ticks;
        return DateTimeOffset.UnixEpoch + ((newest + 1) * story.Round);
    }

    private static long NumberAtOrAfter(StoryEra era, DateTimeOffset time)
    {
        var ticks = (time - DateTimeOffset.UnixEpoch).Ticks;
        return (ticks / era.Round.Ticks) + (ticks % era.Round.Ticks == 0 ? 0 : 1);
    }

    /// <summary>How many of the device's rounds have a smaller number than this.</summary>
    private static long Turns(StoryEra era, long number) => (number / era.EveryRounds) + (number % era.EveryRounds > era.Turn ? 1 : 0);

    private static StepSum Sum(DeviceStory story, DateTimeOffset step, decimal seconds, int every, StoryRound[] rounds)
    {
        var (up, known) = (rounds.Count(r => r.Result.IsUp), rounds.Length);
        var (upSeconds, knownSeconds) = (up == known ? Math.Ceiling(seconds * up / every) : Math.Floor(seconds * up / every), Math.Ceiling(seconds * known / every));
        return new StepSum(
            story.Device.Id,
            step,
            (int)upSeconds,
            (int)knownSeconds,
            rounds.Sum(r => r.Result.LossPercent) * (double)knownSeconds / known,
            up == 0 ? 0 : rounds.Where(r => r.Result.IsUp).Sum(r => (double)r.Result.RttMeanMs) * (double)upSeconds / up);
    }

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
