using CsCheck;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Probing;

/// <summary>When echoes leave: never later than the loop itself stood, never in a burst, and every device gets its turn.</summary>
public sealed class PacingTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private static readonly Gen<ProbeOverrides?> s_settings = Gen.Select(Gen.Int[1, 20], Gen.Int[1, 4], Gen.Int[1, 60], Gen.Bool).Select(
        (echoes, every, timeout, own) => own
            ? new ProbeOverrides { Echoes = echoes, Interval = every * 10 * s_second, Timeout = TimeSpan.FromMilliseconds(50 * timeout), DownAfter = 50 }
            : null);

    [Fact]
    public void Echoes_OfAnyFleetWithAnyStalls_AreLateByNoMoreThanTheStallAndNoneStarves()
        => Gen.Select(s_settings.Array[1, 60], Gen.Int[1, 1_500].Array[0, 3]).Sample(
            (settings, stalls) =>
            {
                var catalog = new DeviceCatalog();
                catalog.Swap(settings.Select((own, i) => Fleet.Device(i, Fleet.Address(i)) with { Probe = own }));
                var run = new SimulatedRun(catalog).For(8 * s_second);
                foreach (var stall in stalls)
                {
                    run.For(7 * s_second);
                    run.Time.Advance(TimeSpan.FromMilliseconds(stall));
                }

                run.For(40 * s_second).Stop(4 * s_second);
                AssertPaced(run, stalls.DefaultIfEmpty().Max());
                AssertNobodyStarved(run, catalog.Current);
            },
            iter: 40,
            threads: 1);

    /// <summary>Windows wakes a thread every 15.6 ms, a busy machine without CAP_SYS_NICE when it likes.</summary>
    [Theory]
    [InlineData(10_000, 5)]
    [InlineData(10_000, 15.6)]
    [InlineData(10_000, 50)]
    [InlineData(4_500, 6)]
    [InlineData(877, 15.6)]
    [InlineData(877, 25)]
    [InlineData(877, 50)]
    public void Echoes_WithSlowWakeUps_AllLeaveNoLaterThanTheLoopSleeps(int devices, double milliseconds)
    {
        var run = new SimulatedRun(Fleet.Of(devices)).For(48 * s_second, () => TimeSpan.FromMilliseconds(milliseconds));

        Assert.InRange(run.Loop.Counters.MaxLagNs, 0, (long)(milliseconds * 1e6) + 1);
        Assert.Equal(3, run.Closed.Count);
        Assert.All(run.Closed, r => Assert.All(r.Results, d => Assert.Equal(5, d.Answered)));
        Assert.DoesNotContain(run.Sights, s => !s.IsClear);
        AssertNeverMoreThanTwiceAsFast(run);
    }

    [Fact]
    public void Echoes_InAnyRhythmAndWithAnyStall_AreLateByNoMoreThanTheStallAndNeverTwiceAsFast()
        => Gen.Select(Gen.Double[1, 50].Array[1, 40], Gen.Int[0, 1_200], Gen.Int[12, 30], Gen.Int[20, 900]).Sample(
            (rhythm, stall, after, devices) =>
            {
                var turn = 0;
                var run = new SimulatedRun(Fleet.Of(devices)).For(after * s_second, Next);
                run.Time.Advance(TimeSpan.FromMilliseconds(stall));
                run.For((56 - after) * s_second, Next);

                Assert.InRange(run.Loop.Counters.MaxLagNs / 1e6, 0, stall + (2 * rhythm.Max()));
                Assert.DoesNotContain(run.Outcomes, o => o.Result != EchoResult.Answered);
                Assert.InRange(run.Closed.Count, 4, 5);
                Assert.All(run.Closed, r => Assert.Equal(5 * devices, run.Outcomes.Count(o => o.Round == r.Number)));
                AssertNeverMoreThanTwiceAsFast(run);

                TimeSpan Next() => TimeSpan.FromMilliseconds(rhythm[turn++ % rhythm.Length]);
            },
            iter: 25,
            threads: 1);

    [Fact]
    public void Echoes_WithManyDueAtOnce_LeaveInBatchesOfEightAndAreReadInBetween()
    {
        ScriptedTransport? transport = null;
        var run = new SimulatedRun(Fleet.Of(10_000), open: r => transport = new ScriptedTransport(new SimulatedEchoTransport(r.Network, r.Time)));

        run.For(20 * s_second, () => TimeSpan.FromMilliseconds(50));

        Assert.Equal(EchoSender.Batch, transport!.LongestBatch);
        Assert.InRange(transport.MostSentUnread, EchoSender.Batch, EchoSender.MostAtOnce + EchoSender.Batch);
    }

    [Fact]
    public void Echoes_OfAFleetWithManySettings_AreSpreadEvenly()
    {
        var catalog = new DeviceCatalog();
        catalog.Swap(Fleet.Devices(2_000).Select((d, i) => i % 3 == 0 ? d with { Probe = new ProbeOverrides { Echoes = 1 + (i % 7) } } : d));

        var run = new SimulatedRun(catalog).For(30 * s_second);

        var perTenth = run.Outcomes.Where(o => o.Round == run.Closed[0].Number).GroupBy(o => o.SentAt / 100_000_000).Select(g => g.Count()).ToList();
        Assert.InRange(perTenth.Max() / perTenth.Average(), 1, 1.5);
    }

    [Fact]
    public void HundredThousandDevices_AddedAtOnce_AreAllProbedInTheNextRoundAndDelayNobody()
    {
        var catalog = Fleet.Of(100);
        var run = new SimulatedRun(catalog).For(15 * s_second);

        catalog.Swap(Fleet.Devices(100_000));
        run.For(27 * s_second);

        var round = run.Closed[^1];
        Assert.Equal(100_000, round.Catalog.Probed.Length);
        Assert.All(round.Results, r => Assert.Equal(5, r.Answered));
        Assert.InRange(run.Loop.Counters.MaxLagNs, 0, 5_000_000);
        Assert.Equal(0, run.Loop.Counters.BlindTicks);
    }

    [Fact]
    public void AllDevices_RemovedAtOnce_LeaveRoundsThatCloseEmpty()
    {
        var catalog = Fleet.Of(500);
        var watch = new WatchedRun(catalog);
        watch.Run.For(25 * s_second);

        catalog.Swap([]);
        watch.Run.For(45 * s_second);

        Assert.Empty(watch.Run.Closed[^1].Catalog.Devices);
        Assert.Equal(watch.Run.Started.Select(p => p.Number).Distinct().Count(), watch.Run.Started.Count);
        Assert.InRange(watch.Run.Closed.Count, 5, 6);
        Assert.All(watch.Run.Sights, s => Assert.True(s.IsClear));
        Assert.Equal(0, watch.Board.Current.Totals.Total);
        Assert.Equal(watch.Run.Started.Where(p => p.EndsAt < watch.Run.Time.GetUtcNow()).Sum(p => p.Expected), watch.Run.Outcomes.Count);
    }

    /// <summary>A machine that sleeps: its monotonic clock stands, and its wall clock leaps.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(36_000)]
    public void Suspend_OfAnyLength_LosesNoDeviceAndCountsNoRoundTwice(int seconds)
    {
        var watch = new WatchedRun(Fleet.Of(200));
        watch.Run.Network.Default = new() { Rtt = TimeSpan.FromMilliseconds(700) };
        watch.Run.For(36 * s_second);

        watch.Run.Time.StepWall(seconds * s_second);
        watch.Run.Network.Default = new() { Loss = 1 };   // what was under way is gone, and the network takes a moment to come back
        watch.Run.For(TimeSpan.FromMilliseconds(200));
        watch.Run.Network.Default = new();
        watch.Run.For(60 * s_second);

        Assert.Empty(watch.Downs);
        Assert.Equal(200, watch.Board.Current.Totals.Up);
        Assert.Equal(watch.Run.Closed.Count, watch.Run.Closed.Select(r => r.Number).Distinct().Count());
        Assert.InRange(watch.Run.Loop.Counters.SkippedRounds, (seconds / 10) - 1, (seconds / 10) + 1);
        Assert.All(watch.Run.Closed.Where(r => r.Sight.IsClear), r => Assert.All(r.Results, d => Assert.Equal(0, d.LossPercent)));
    }

    private static void AssertPaced(SimulatedRun run, int longestStallMs)
    {
        foreach (var outcome in run.Outcomes.Where(o => o.Result is EchoResult.Answered or EchoResult.Lost))
        {
            var spacing = 10_000_000_000L / (outcome.Device.Probe?.Echoes ?? 5);
            var due = UnixNanos.From(DateTimeOffset.UnixEpoch) + (outcome.Round * 10_000_000_000L) + (outcome.Echo * spacing) + ProbeOrder.PhaseOf(outcome.Device.Id, spacing);
            var lateMs = (outcome.SentAt - due) / 1e6;
            Assert.True(lateMs >= -0.001 && lateMs <= longestStallMs + 11, $"{outcome.Device.Name} echo {outcome.Echo}: {lateMs:F3} ms late, stalls up to {longestStallMs} ms");
        }
    }

    /// <summary>What leaves within a tenth of a second was due within two of them.</summary>
    private static void AssertNeverMoreThanTwiceAsFast(SimulatedRun run)
    {
        const long Window = 100_000_000;
        const long Spacing = 2_000_000_000;
        var sent = run.Outcomes.Where(o => o.Result is EchoResult.Answered or EchoResult.Lost)
            .Select(o => (o.SentAt, Due: (o.Round * 5 * Spacing) + (o.Echo * Spacing) + ProbeOrder.PhaseOf(o.Device.Id, Spacing)))
            .OrderBy(o => o.SentAt).ThenBy(o => o.Due).ToArray();
        for (var (first, last) = (0, 0); last < sent.Length; last++)
        {
            while (sent[last].SentAt - sent[first].SentAt >= Window)
            {
                first++;
            }

            Assert.InRange(sent[last].Due - sent[first].Due, -Window, 2 * Window);
        }
    }

    private static void AssertNobodyStarved(SimulatedRun run, Catalog catalog)
    {
        foreach (var device in catalog.Probed)
        {
            var settings = ProbePolicy.Default.Of(device);
            var perRound = run.Outcomes.Where(o => o.Device.Id == device.Id).GroupBy(o => o.Round).ToList();
            Assert.All(perRound, g => Assert.Equal(settings.Echoes, g.Count()));
            Assert.InRange(perRound.Count, run.Started.Count / settings.EveryRounds, (run.Started.Count / settings.EveryRounds) + 1);
        }
    }
}
