using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Probing.SelfCheck;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Probing.SelfCheck;

/// <summary>Which hosts may be anchors, and which count.</summary>
public sealed class AnchorTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("10.1.2.3", null)]
    [InlineData("2001:db8::7", null)]
    [InlineData("127.1.1.1", null)]
    [InlineData("anchor.bank.example", "is none")]
    [InlineData("", "is none")]
    [InlineData("10.1", "write 10.0.0.1")]
    [InlineData("010.0.0.1", "write 8.0.0.1")]
    [InlineData("0.0.0.0", "no single host")]
    [InlineData("::", "no single host")]
    [InlineData("224.0.0.1", "no single host")]
    [InlineData("ff02::1", "no single host")]
    [InlineData("255.255.255.255", "no single host")]
    [InlineData("fe80::1", "one link only")]
    [InlineData("::ffff:10.1.2.3", "write 10.1.2.3")]
    [InlineData("127.0.0.1", "this machine itself")]
    [InlineData("::1", "this machine itself")]
    public void Anchor_OfEveryKind_IsTakenOrRefusedWithWords(string anchor, string? words)
    {
        var result = new ProbingOptionsValidator().Validate(null, new ProbingOptions { Anchors = { "10.9.9.9", anchor } });

        Assert.Equal(words is null, result.Succeeded);
        if (words is not null)
        {
            var fault = Assert.Single(result.Failures!);
            Assert.StartsWith("Probing:Anchors", fault, StringComparison.Ordinal);
            Assert.Contains(words, fault, StringComparison.Ordinal);
        }
    }

    /// <summary>127.0.0.2 answers through every cut: if it counted for a fleet beyond this machine, it would switch the check off.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Anchor_OnThisMachine_DoesNotCountForDevicesBeyondIt(bool fromTheStart)
    {
        var catalog = new DeviceCatalog();
        catalog.Swap(Enumerable.Range(0, 100).Select(i => Fleet.Device(i, IPAddress.Parse($"10.1.0.{i + 1}"))));
        var watch = new WatchedRun(catalog, new ProbingOptions { Anchors = { "127.0.0.2" } });
        watch.Run.Network[IPAddress.Parse("127.0.0.2")] = EchoBehaviour.Healthy;
        watch.Run.For(fromTheStart ? TimeSpan.Zero : 45 * s_second);

        watch.Run.Network.Default = EchoBehaviour.Dead;
        watch.Run.For(60 * s_second);

        Assert.Empty(watch.Downs);
        Assert.Equal(fromTheStart ? SightProblem.NothingAnswers : SightProblem.UplinkLost, watch.Blind?.Problem);
    }

    /// <summary>Review: the gateways were read when a catalog was swapped, and never again.</summary>
    [Fact]
    public void Gateway_ThatComesLater_IsAnAnchorWithinAMinuteWithoutAnyEdit()
    {
        EchoAddress[] gateways = [];
        var catalog = new DeviceCatalog();
        catalog.Swap(Enumerable.Range(0, 100).Select(i => Fleet.Device(i, IPAddress.Parse($"10.1.0.{i + 1}"))));
        var run = new SimulatedRun(catalog, gateways: () => gateways);
        var timer = new FakeTimeProvider();
        using var watch = new GatewayWatch(run.Orders, timer, NullLogger.Instance);
        var gateway = IPAddress.Parse("10.0.0.1");
        run.For(30 * s_second);
        var before = run.Loop.Counters.Sentinels;

        gateways = [EchoAddress.From(gateway)];
        timer.Advance(TimeSpan.FromMinutes(1));
        run.For(10 * s_second);

        // Canary and gateway, four times a second each.
        Assert.InRange(run.Loop.Counters.Sentinels - before, 78, 82);

        // It counts: alone it is an outage of nobody, with half the fleet it is the uplink.
        run.Network[gateway] = EchoBehaviour.Dead;
        foreach (var device in catalog.Current.Devices.Where((_, i) => i % 2 == 0))
        {
            run.Network[device.Address!] = EchoBehaviour.Dead;
        }

        run.For(2 * s_second);
        Assert.Equal(SightProblem.UplinkLost, run.Sights[^1].Problem);
    }

    [Fact]
    public void Gateways_ThatCannotBeRead_EndNothing()
    {
        var reads = 0;
        var catalog = new DeviceCatalog();
        catalog.Swap([Fleet.Device(1, IPAddress.Parse("10.1.0.1"))]);
        var orders = new ProbeOrders(catalog, ProbePolicy.Default, () => reads++ == 0 ? [EchoAddress.From(IPAddress.Parse("10.0.0.1"))] : throw new InvalidOperationException("garbage"));
        var timer = new FakeTimeProvider();
        using (new GatewayWatch(orders, timer, NullLogger.Instance))
        {
            timer.Advance(TimeSpan.FromMinutes(5));
        }

        var read = reads;
        timer.Advance(TimeSpan.FromMinutes(5));

        Assert.InRange(read, 6, 12);
        Assert.Equal(read, reads);   // nothing is read once probing has stopped
        Assert.Single(orders.Gateways);
    }

    /// <summary>Gateways that come and go for months: the list stays bounded, and the present one is always in it.</summary>
    [Fact]
    public void Gateways_WithoutNumber_TakeThePlacesOfThoseLongForgotten()
    {
        var sentinels = new Sentinels(System.Net.Sockets.AddressFamily.InterNetwork, [EchoAddress.From(IPAddress.Parse("10.0.0.1"))]);
        var hour = 3_600_000_000_000L;
        for (var i = 1; i <= 200; i++)
        {
            var gateway = EchoAddress.From(IPAddress.Parse($"10.0.1.{i}"));
            sentinels.Add([gateway], i * hour);
            sentinels.Answered(sentinels.Targets.IndexOf(gateway), i * hour, (i * hour) + 1);

            Assert.InRange(sentinels.Targets.Length, 2, Sentinels.Most);
            Assert.Equal(EchoAddress.From(IPAddress.Parse("10.0.0.1")), sentinels.Targets[1]);
            Assert.Equal(1, sentinels.Count((i * hour) + 2).Known);
        }
    }

    [Fact]
    public void Anchor_LosingAnOldEchoAfterItAnsweredAYoungerOne_StillAnswers()
    {
        var sentinels = new Sentinels(System.Net.Sockets.AddressFamily.InterNetwork, [EchoAddress.From(IPAddress.Parse("10.0.0.1"))]);
        sentinels.Answered(1, 2_000, 2_001);
        sentinels.Lost(1, 1_000);
        Assert.Equal(1, sentinels.Count(3_000).Answering);

        sentinels.Lost(1, 2_500);
        Assert.Equal((1, 0), (sentinels.Count(3_000).Known, sentinels.Count(3_000).Answering));
    }
}
