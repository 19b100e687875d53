using System.Net;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Probing.SelfCheck;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Probing.SelfCheck;

/// <summary>Echoes that do not leave this machine: a branch without a route is told by itself, a monitor that reaches nobody is blind.</summary>
public sealed class NotSentTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    /// <summary>Review: judged by the few echoes of a tick, 3 to 17 of 20 such fleets were blind for good, since the same devices have their turn in the same tick of every round.</summary>
    [Theory]
    [InlineData(20, 2)]
    [InlineData(30, 3)]
    [InlineData(50, 5)]
    [InlineData(100, 10)]
    [InlineData(100, 15)]
    [InlineData(128, 13)]
    [InlineData(200, 30)]
    public void Branch_WithoutARoute_NeverBlindsAFleetOfAnySize(int devices, int unrouted)
    {
        for (var fleet = 0; fleet < 40; fleet++)
        {
            var catalog = new DeviceCatalog();
            catalog.Swap(Enumerable.Range(fleet * 1_000, devices).Select(i => Fleet.Device(i, Fleet.Address(i))));
            var watch = new WatchedRun(catalog);
            Refuse(watch, unrouted, Errno.NetUnreachable);
            watch.Run.For(35 * s_second);
            watch.Cut(catalog.Current.Devices[^1]);
            watch.Run.For(15 * s_second);

            Assert.All(watch.Run.Sights, s => Assert.True(s.IsClear, s.Reason));
            Assert.Single(watch.Detections());
            Assert.Single(watch.Downs);
        }
    }

    [Theory]
    [InlineData(1, Errno.NetUnreachable)]
    [InlineData(4, Errno.HostUnreachable)]
    [InlineData(20, Errno.NotPermitted)]
    [InlineData(877, Errno.NetUnreachable)]
    [InlineData(877, 5)]   // EIO: an error that no table knows
    public void Monitor_WithoutAnyRoute_IsBlindWithinTwoSecondsAndSeesAsSoonAgain(int devices, int errno)
    {
        var watch = new WatchedRun(Fleet.Of(devices));
        watch.Run.For(35 * s_second);

        Refuse(watch, devices, errno);
        watch.Run.For(2.3 * s_second);
        Assert.Equal(SightProblem.NotSent, watch.Blind?.Problem);
        watch.Run.For(60 * s_second);
        Assert.Empty(watch.Downs);
        Assert.Equal(devices, watch.Totals.Unknown);

        foreach (var device in watch.Catalog.Current.Devices)
        {
            watch.Run.Network[device.Address!] = new EchoBehaviour();
        }

        watch.Run.For(2.3 * s_second);
        Assert.Null(watch.Blind);
        watch.Run.For(2 * s_second);
        Assert.Equal(devices, watch.Totals.Up);
    }

    /// <summary>Devices that went with their route are no part of the network's trouble any more.</summary>
    [Fact]
    public void Devices_TakenOutWhileTheyHadNoRoute_BlindNobody()
    {
        var watch = new WatchedRun(Fleet.Of(20));
        Refuse(watch, 10, Errno.NetUnreachable);
        watch.Run.For(35 * s_second);
        Assert.Equal(SightProblem.NotSent, watch.Blind?.Problem);

        watch.Catalog.Update(was => was.Devices.Skip(8));
        watch.Run.For(25 * s_second);

        Assert.Null(watch.Blind);
        Assert.Equal((10, 2), (watch.Totals.Up, watch.Totals.Unknown));
    }

    /// <summary>Review: an anchor that could not be sent to stood as answering for ever, so that the whole fleet went Down with it.</summary>
    [Theory]
    [InlineData(Errno.NetUnreachable)]
    [InlineData(Errno.NotPermitted)]
    public void Anchor_ThatCannotBeSentTo_DoesNotAnswer(int errno)
    {
        var watch = WatchedRun.Behind(anchor: true, Fleet.Of(100));
        watch.MendUplink();
        watch.Run.For(45 * s_second);

        watch.CutUplink();
        watch.Anchor(new EchoBehaviour { SendErrno = errno });
        watch.Run.For(60 * s_second);

        Assert.Empty(watch.Downs);
        Assert.Equal(SightProblem.UplinkLost, watch.Blind?.Problem);
    }

    [Theory]
    [InlineData(Errno.NotPermitted, "a firewall of this machine refuses the echo")]
    [InlineData(Errno.NetUnreachable, "this machine has no route to it")]
    public void Canary_ThatCannotBeSent_IsAProblemOfItsOwn(int errno, string words)
    {
        var watch = new WatchedRun(Fleet.Of(100));
        watch.Run.For(25 * s_second);
        watch.Run.Network[IPAddress.Loopback] = new EchoBehaviour { SendErrno = errno };
        watch.Cut(watch.Catalog.Current.Devices[3]);
        watch.Run.For(s_second);

        Assert.Equal(SightProblem.CanaryNotSent, watch.Blind?.Problem);
        Assert.Contains(words, watch.Blind?.Reason, StringComparison.Ordinal);
        watch.Run.For(15 * s_second);
        Assert.Empty(watch.Downs);

        watch.Run.Network[IPAddress.Loopback] = EchoBehaviour.Healthy;
        watch.Run.For(15 * s_second);
        Assert.Null(watch.Blind);
        Assert.Single(watch.Downs);
    }

    /// <summary>Where IPv6 is switched off, ::1 is no address of this machine. Its devices are told by themselves; the others are seen.</summary>
    [Fact]
    public void Canary_WhereIPv6IsOff_BlindsNobody()
    {
        var catalog = new DeviceCatalog();
        catalog.Swap([.. Fleet.Devices(20), .. Enumerable.Range(0, 3).Select(i => Fleet.Device(100 + i, IPAddress.Parse($"fd00::{i + 1}")))]);
        var watch = new WatchedRun(catalog);
        foreach (var address in catalog.Current.Devices.Skip(20).Select(d => d.Address!).Append(IPAddress.IPv6Loopback))
        {
            watch.Run.Network[address] = new EchoBehaviour { SendErrno = Errno.AddressNotAvailable };
        }

        watch.Run.For(45 * s_second);

        Assert.All(watch.Run.Sights, s => Assert.True(s.IsClear, s.Reason));
        Assert.Equal((20, 3), (watch.Totals.Up, watch.Totals.Unknown));
    }

    /// <summary>Review: 100 devices that answered over IPv4 were Unknown for as long as 100 others had no route over IPv6.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Family_WithoutAnyRoute_BlindsNobodyOfTheOther(bool isFirst)
    {
        var catalog = new DeviceCatalog();
        catalog.Swap([.. Fleet.Devices(100), .. Enumerable.Range(0, 100).Select(i => Fleet.Device(100 + i, IPAddress.Parse($"fd00::{i + 1:x}")))]);
        var watch = new WatchedRun(catalog);
        watch.Run.For(35 * s_second);
        var refused = catalog.Current.Devices.Where(d => d.Address!.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork == isFirst).ToList();
        foreach (var device in refused)
        {
            watch.Run.Network[device.Address!] = new EchoBehaviour { SendErrno = Errno.NetUnreachable };
        }

        watch.Cut(catalog.Current.Devices.Except(refused).First());
        watch.Run.For(60 * s_second);
        Assert.All(watch.Run.Sights, s => Assert.True(s.IsClear, s.Reason));
        Assert.Equal((99, 1, 100), (watch.Totals.Up, watch.Totals.Down, watch.Totals.Unknown));

        foreach (var device in catalog.Current.Devices.Except(refused).Skip(1).Take(60))   // and now the other one, too
        {
            watch.Run.Network[device.Address!] = new EchoBehaviour { SendErrno = Errno.NetUnreachable };
        }

        watch.Run.For(2.3 * s_second);
        Assert.Equal(SightProblem.NotSent, watch.Blind?.Problem);
    }

    private static void Refuse(WatchedRun watch, int devices, int errno)
    {
        foreach (var device in watch.Catalog.Current.Devices.Take(devices))
        {
            watch.Run.Network[device.Address!] = new EchoBehaviour { SendErrno = errno };
        }
    }
}
