using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;
using WardOps.Core.Status;

namespace WardOps.Tests.Probing;

/// <summary>How soon an outage is known, and how rarely one is feigned. In virtual time; the benchmark "detect" does the same with real packets.</summary>
public sealed class DetectionTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Devices_CutAtRandomMoments_AreDownWithinTheBudget()
    {
        var watch = new WatchedRun(Fleet.Of(877));
        watch.Run.For(25 * s_second);
        var random = new Random(20260301);
        foreach (var device in watch.Catalog.Current.Devices.OrderBy(_ => random.Next()).Take(200))
        {
            watch.Run.For(TimeSpan.FromMilliseconds(random.Next(10, 200)));
            watch.Cut(device);
        }

        watch.Run.For(15 * s_second);

        var seconds = watch.Detections();
        Assert.Equal(200, seconds.Length);
        Assert.InRange(seconds[100], 4, 5.5);
        Assert.InRange(seconds[198], 4, 6.5);
        Assert.Equal(200, watch.Downs.Count());
        TestContext.Current.TestOutputHelper?.WriteLine($"p50 {seconds[100]:F2} s, p99 {seconds[198]:F2} s");
    }

    [Theory]
    [InlineData(877)]
    [InlineData(10_000)]
    public void HalfTheFleet_CutAtOnce_IsDownWithinEightSecondsAndDelaysNobody(int devices)
    {
        var watch = new WatchedRun(Fleet.Of(devices));
        watch.Run.For(25 * s_second);
        var before = watch.Run.Loop.Counters;
        foreach (var device in watch.Catalog.Current.Devices.Where((_, i) => i % 2 == 0))
        {
            watch.Cut(device);
        }

        watch.Run.For(10 * s_second);

        var seconds = watch.Detections();
        Assert.Equal((devices + 1) / 2, seconds.Length);
        Assert.InRange(seconds[seconds.Length * 99 / 100], 4, 8);
        Assert.Equal(seconds.Length, watch.Downs.Count());
        Assert.InRange(watch.Run.Loop.Counters.MaxLagNs, 0, 5_000_000);

        // Never more confirming echoes than the budget, so never more than twice the regular rate (or 1,000 a second).
        var confirming = watch.Run.Loop.Counters.Confirming - before.Confirming;
        Assert.InRange(confirming, 3 * seconds.Length, 10 * Math.Max(1_000, devices / 2));
        TestContext.Current.TestOutputHelper?.WriteLine($"{devices}: p50 {seconds[seconds.Length / 2]:F2} s, p99 {seconds[seconds.Length * 99 / 100]:F2} s");
    }

    [Fact]
    public void Fleet_WithFivePercentLossForTwoHours_IsNeverHeldToBeDown()
    {
        var watch = new WatchedRun(Fleet.Of(877));
        watch.Run.Network.Default = new EchoBehaviour { Loss = 0.05 };

        watch.Run.For(2 * 3600 * s_second);

        // 0.05 to the power of 6, for each of 877 x 3,600 regular echoes that may begin a row: 0.05 are expected.
        Assert.InRange(watch.Downs.Count(), 0, 1);
        Assert.InRange(watch.Run.Loop.Counters.Confirming / (double)watch.Run.Loop.Counters.Lost, 0.8, 1.2);
        Assert.Equal(0, watch.Run.Loop.Counters.BlindTicks);
    }

    /// <summary>
    /// With so much loss that it happens often, false Downs come a little more rarely than six independent losses in a row do: the
    /// sixth expires four seconds after the first was sent, and just then the next regular echo is due, whose answer may come first.
    /// </summary>
    [Fact]
    public void Fleet_WithTwentyPercentLoss_IsHeldToBeDownNoMoreOftenThanTheFormulaSays()
    {
        var watch = new WatchedRun(Fleet.Of(877));
        watch.Run.Network.Default = new EchoBehaviour { Loss = 0.2 };

        watch.Run.For(3600 * s_second);

        var expected = 877 * 0.5 * 3600 * 0.8 * Math.Pow(0.2, 6);
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Downs.Count()} Downs, {expected:F0} expected");
        Assert.InRange(watch.Downs.Count(), expected * 0.2, expected);
    }

    [Fact]
    public void Device_ThatLosesOneEcho_IsAskedAgainHalfASecondLaterAndStaysUp()
    {
        var watch = new WatchedRun(Fleet.Of(20));
        watch.Run.For(25 * s_second);
        var device = watch.Catalog.Current.Devices[7];
        watch.Cut(device);
        watch.Run.For(4 * s_second);
        watch.Run.Network[device.Address!] = new EchoBehaviour();
        watch.Run.For(20 * s_second);

        Assert.Empty(watch.Downs);
        var asked = watch.Run.Confirming.Where(o => o.Device.Id == device.Id).Select(o => o.SentAt / 1e9).Order().ToArray();
        Assert.InRange(asked.Length, 2, 6);
        Assert.All(asked.Zip(asked.Skip(1), (a, b) => b - a), gap => Assert.InRange(gap, 0.49, 1.02));   // a regular echo may stand between
        Assert.All(watch.Run.Closed, r => Assert.Equal(5, r[device].Sent + r[device].NotSent));          // confirming echoes belong to no round
    }

    [Fact]
    public void Device_WithLimitsOfItsOwn_IsJudgedByThem()
    {
        var catalog = new WardOps.Core.Devices.DeviceCatalog();
        catalog.Swap(Fleet.Devices(3).Select((d, i) => i switch
        {
            0 => d with { DeviceType = "ATM" },
            1 => d with { Probe = new() { DownAfter = 5, UpAfter = 4, Echoes = 10, Timeout = 0.5 * s_second } },
            _ => d,
        }));
        var options = new ProbingOptions { Types = { ["atm"] = new() { Interval = 30 * s_second, Echoes = 3, DownAfter = 4 } } };
        var watch = new WatchedRun(catalog, options);
        watch.Run.For(95 * s_second);

        Assert.Equal([3, 10, 5], Enumerable.Range(0, 3).Select(i => watch.Run.Closed.Max(r => (int)r.Results[i].Answered)));
        Assert.InRange(watch.Run.Closed.Count(r => r.Results[0].IsKnown), 2, 3);
        Assert.Equal(watch.Run.Closed.Count, watch.Run.Closed.Count(r => r.Results[1].IsKnown));

        watch.Cut(catalog.Current.Devices[1]);
        watch.Run.For(10 * s_second);
        Assert.InRange(Assert.Single(watch.Detections()), 2.5, 3.8);   // up to 1 s to the first lost echo, four more within 2 s, 0.5 s timeout
        watch.Run.Network[catalog.Current.Devices[1].Address!] = new EchoBehaviour();
        var back = watch.Run.Time.Elapsed;
        watch.Run.For(10 * s_second);
        var up = watch.Transitions.Single(t => t.Change is { From: DeviceStatus.Down, To: DeviceStatus.Up });
        Assert.InRange((up.At - back).TotalSeconds, 3, 5);   // four answers, one a second
    }

    [Fact]
    public void Device_SilentForLong_ChangesItsIdentifierAndIsHeardWithIt()
    {
        var watch = new WatchedRun(Fleet.Of(5), new ProbingOptions { RenewFlowAfter = 30 * s_second });
        watch.Run.For(15 * s_second);
        var device = watch.Catalog.Current.Devices[2];

        // A firewall that holds the dead flow lets nothing through that bears the old identifier.
        watch.Run.Network[device.Address!] = new EchoBehaviour { DeafToId = 0x5740 };
        watch.Run.For(20 * s_second);
        Assert.Equal(DeviceStatus.Down, watch[2].Status);

        watch.Run.For(40 * s_second);

        Assert.Equal(DeviceStatus.Up, watch[2].Status);
    }
}
