using WardOps.Core.History.Reading;

namespace WardOps.Core.History.Victoria;

/// <summary>Makes rounds of exported series: there is a round where there is a status.</summary>
internal static class DeviceSamples
{
    public static void Feed(IReadOnlyList<VictoriaSeries> all, IRoundFold fold)
    {
        var status = MetricSamples.Of(all, Metrics.Status, isLargerWorse: false);
        var rtt = MetricSamples.Of(all, Metrics.Rtt);
        var loss = MetricSamples.Of(all, Metrics.Loss);
        var jitter = MetricSamples.Of(all, Metrics.Jitter);
        for (var i = 0; i < status.Times.Length; i++)
        {
            if (status[i] is var value && !double.IsNaN(value))
            {
                var at = status.Times[i];
                fold.Add(new RoundSample(at, value > 0, rtt.At(at), loss.At(at), jitter.At(at)));
            }
        }
    }

    /// <summary>Only whether it was up: the other metrics were not asked for.</summary>
    public static void FeedStatus(IReadOnlyList<VictoriaSeries> all, IRoundFold fold)
    {
        var status = MetricSamples.Of(all, Metrics.Status, isLargerWorse: false);
        for (var i = 0; i < status.Times.Length; i++)
        {
            if (status[i] is var value && !double.IsNaN(value))
            {
                fold.Add(new RoundSample(status.Times[i], value > 0, 0, 0, 0));
            }
        }
    }
}
