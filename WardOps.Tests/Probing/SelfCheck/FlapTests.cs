using CsCheck;

namespace WardOps.Tests.Probing.SelfCheck;

/// <summary>An uplink that comes and goes. The network loses most of what is sent, in bursts that hit everybody at once: none of that is an outage of a device.</summary>
public sealed class FlapTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private static readonly Gen<(int Away, int Back)[]> s_flaps = Gen.Select(Gen.Int[50, 2_100], Gen.Int[50, 2_100]).Array[20, 60];

    [Fact]
    public void Uplink_FlappingAtRandomWithAnAnchor_MakesNotOneDeviceDown() => Check(anchor: true, leastDevices: 3);

    [Fact]
    public void Uplink_FlappingAtRandomWithoutAnAnchor_MakesNotOneDeviceDown() => Check(anchor: false, leastDevices: 40);

    /// <summary>The review's own pattern: 300 flaps of 200 devices made 21 Downs without an anchor.</summary>
    [Theory]
    [InlineData(true, 2)]
    [InlineData(true, 4)]
    [InlineData(true, 8)]
    [InlineData(false, 2)]
    [InlineData(false, 4)]
    [InlineData(false, 8)]
    public void Uplink_FlappingThreeHundredTimes_MakesNotOneDeviceDown(bool anchor, int longest)
    {
        var watch = WatchedRun.Behind(anchor, Fleet.Of(200));
        watch.MendUplink();
        watch.Run.For(45 * s_second);
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            Turn(watch, i % 2 == 0);
            watch.Run.For(TimeSpan.FromSeconds(0.1 + (random.NextDouble() * longest)));
        }

        watch.MendUplink();
        watch.Run.For(45 * s_second);

        Assert.Empty(watch.Downs);
        Assert.Equal(200, watch.Totals.Up);
        Assert.Null(watch.Blind);
    }

    private static void Check(bool anchor, int leastDevices) => Gen.Select(s_flaps, Gen.Int[leastDevices, 250], Gen.Int[1, 900]).Sample(
        (flaps, devices, rtt) =>
        {
            var watch = WatchedRun.Behind(anchor, Fleet.Of(devices));
            var healthy = new Core.Probing.Simulation.EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(rtt) };
            watch.MendUplink();
            watch.Run.Network.Default = healthy;
            watch.Run.For(31 * s_second);
            foreach (var (away, back) in flaps)
            {
                watch.CutUplink();
                watch.Run.For(TimeSpan.FromMilliseconds(away));
                watch.MendUplink();
                watch.Run.Network.Default = healthy;
                watch.Run.For(TimeSpan.FromMilliseconds(back));
            }

            watch.Run.For(45 * s_second);

            Assert.Empty(watch.Downs);
            Assert.Equal(devices, watch.Totals.Up);
            Assert.Null(watch.Blind);
        },
        iter: 25,
        threads: 1);

    private static void Turn(WatchedRun watch, bool isAway)
    {
        if (isAway)
        {
            watch.CutUplink();
        }
        else
        {
            watch.MendUplink();
        }
    }
}
