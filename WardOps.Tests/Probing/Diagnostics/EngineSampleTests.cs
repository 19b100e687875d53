using CsCheck;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Diagnostics;

namespace WardOps.Tests.Probing.Diagnostics;

public sealed class EngineSampleTests
{
    [Fact]
    public void Percentile_OfAnyLags_IsNeverTooSmallAndAtMostAQuarterTooLarge()
        => Gen.Select(Gen.Long[0, 60_000_000_000].Array[1, 200], Gen.Double[0.01, 1]).Sample((lags, share) =>
        {
            var histogram = new LagHistogram();
            histogram.Add(123_456_789);   // before the stretch that is asked for
            var before = histogram.Copy();
            Array.ForEach(lags, histogram.Add);

            var said = LagHistogram.Percentile(before, histogram.Copy(), share);

            var truth = lags.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(lags.Length * share) - 1));
            Assert.InRange(said, truth - 1_000, (truth * 1.26) + 4_000);
        });

    [Fact]
    public void Between_TwoReadings_IsPerSecond()
    {
        var run = new SimulatedRun(Fleet.Of(100)).For(TimeSpan.FromSeconds(17));
        var was = run.Loop.Counters;
        run.For(TimeSpan.FromSeconds(20));
        var now = run.Loop.Counters;

        var sample = EngineSample.Between(in was, in now, new long[LagHistogram.Classes], new long[LagHistogram.Classes], run.Time.GetUtcNow(), TimeSpan.FromSeconds(20));

        Assert.InRange(sample.Sent, 53, 55);   // 50 to the devices, 4 to the canary
        Assert.InRange(sample.Answered, 49.5, 50.5);
        Assert.Equal((0, 0L, 0L), (sample.Lost, sample.NotSent, sample.Late));
        Assert.Null(sample.CpuPercent);   // virtual time has no CPU
    }

    [Fact]
    public void Add_MoreThanAnHour_KeepsTheLastHour()
    {
        var history = new EngineHistory(null!, TimeProvider.System);
        HeadroomTests.Samples(500, 1, 1).ForEach(history.Add);

        Assert.Equal(EngineHistory.Kept, history.Samples.Count);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(4990), history.Samples[^1].At);
        history.Dispose();
    }

    [Fact]
    public void RoundSeconds_AreFromTheStartToTheLastEnd()
    {
        var tally = new EchoTally();
        tally.Round(7, 2, 1_000_000_000);
        tally.RoundEcho(7, 5_000_000_000);
        tally.Round(8, 2, 11_000_000_000);
        Assert.Equal(0, tally.LastRoundSeconds);
        tally.RoundEcho(7, 12_000_000_000);   // the last echoes of a round end in the next one

        Assert.Equal(11, tally.LastRoundSeconds);
    }
}
