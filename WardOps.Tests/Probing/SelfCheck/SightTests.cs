using System.Net;
using WardOps.Core.Probing;
using WardOps.Core.Probing.SelfCheck;
using WardOps.Core.Probing.Simulation;
using WardOps.Core.Status;

namespace WardOps.Tests.Probing.SelfCheck;

/// <summary>A monitor that cannot be believed changes no status and writes no history. In virtual time; the fault lab does the same with a real cut.</summary>
public sealed class SightTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly IPAddress s_anchor = IPAddress.Parse("127.1.1.1");

    private readonly WatchedRun _watch = new(Fleet.Of(100), new ProbingOptions { Anchors = { "127.1.1.1" } });

    public SightTests()
    {
        _watch.Run.Network[s_anchor] = EchoBehaviour.Healthy;
        _watch.Run.For(45 * s_second);
        Assert.Equal(100, _watch.Board.Current.Totals.Up);
        Assert.All(_watch.Run.Sights, s => Assert.True(s.IsClear));
    }

    private SimulatedRun Run => _watch.Run;

    [Theory]
    [InlineData(3)]
    [InlineData(25)]
    [InlineData(1_200)]
    public void UplinkCut_ForAnyTime_MakesNotOneDeviceDown(int seconds)
    {
        CutUplink();
        Run.For(seconds * s_second);
        MendUplink();
        Run.For(40 * s_second);

        Assert.Empty(_watch.Downs);
        Assert.Equal(100, _watch.Board.Current.Totals.Up);
        Assert.Null(_watch.Board.Current.Blind);
        Assert.Contains(Run.Sights, s => s.Problem == SightProblem.UplinkLost);
    }

    [Fact]
    public void UplinkCut_OfOneRound_IsUnknownForEverybodyAndForNobodyLost()
    {
        CutUplink();
        Run.For(25 * s_second);
        MendUplink();
        Run.For(60 * s_second);

        var doubted = Run.Closed.Where(r => !r.Sight.IsClear).ToList();
        Assert.InRange(doubted.Count, 3, 4);
        Assert.All(doubted, r => Assert.All(r.Results, d => Assert.False(d.IsKnown)));
        Assert.All(Run.Closed.Except(doubted), r => Assert.All(r.Results, d => Assert.Equal(0, d.LossPercent)));
        Assert.Contains("every anchor", doubted[1].Sight.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void UplinkCut_ForLong_EndsInUnknownAndKeepsOutagesThatStoodBefore()
    {
        _watch.Cut(_watch.Catalog.Current.Devices[5]);
        Run.For(20 * s_second);
        var since = _watch[5].DownSince;
        CutUplink();
        Run.For(20 * s_second);
        Assert.Equal((99, 1), (_watch.Board.Current.Totals.Up, _watch.Board.Current.Totals.Down));
        Run.For(60 * s_second);
        Assert.Equal(100, _watch.Board.Current.Totals.Unknown);

        MendUplink();
        Run.Network[_watch.Catalog.Current.Devices[5].Address!] = EchoBehaviour.Dead;
        Run.For(30 * s_second);

        Assert.Equal((99, 1), (_watch.Board.Current.Totals.Up, _watch.Board.Current.Totals.Down));
        Assert.Equal(since, _watch[5].DownSince);
    }

    [Fact]
    public void UplinkCut_WithAnotherFaultInBetween_StaysACut()
    {
        CutUplink();
        Run.For(20 * s_second);
        Run.Network.Drops = 7;
        Run.For(s_second);
        Run.Time.StepWall(5 * s_second);
        Run.For(30 * s_second);

        Assert.Empty(_watch.Downs);
        Assert.Equal(SightProblem.UplinkLost, Run.Sights[^1].Problem);
    }

    [Fact]
    public void HalfTheFleet_SilentWhileTheAnchorAnswers_IsAnOutageOfTheFleet()
    {
        foreach (var device in _watch.Catalog.Current.Devices.Take(50))
        {
            _watch.Cut(device);
        }

        Run.For(10 * s_second);

        Assert.Equal(50, _watch.Downs.Count());
        Assert.True(Run.Sights[^1].IsClear);
    }

    [Fact]
    public void Anchor_SilentAlone_BlindsNobody()
    {
        Run.Network[s_anchor] = EchoBehaviour.Dead;
        _watch.Cut(_watch.Catalog.Current.Devices[3]);
        Run.For(15 * s_second);

        Assert.Single(_watch.Downs);
        Assert.DoesNotContain(Run.Sights, s => !s.IsClear);
    }

    [Fact]
    public void WholeFleet_SilentAtOnceWithoutAnAnchor_IsTheMonitorsOwnTrouble()
    {
        var watch = new WatchedRun(Fleet.Of(40));
        watch.Run.For(25 * s_second);
        watch.Run.Network.Default = EchoBehaviour.Dead;
        watch.Run.For(20 * s_second);

        Assert.Empty(watch.Downs);
        Assert.Contains("Probing:Anchors", watch.Board.Current.Blind?.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Canary_Lost_BlindsTheMonitor()
    {
        Run.Network[IPAddress.Loopback] = EchoBehaviour.Dead;
        Run.Network.Default = EchoBehaviour.Dead;
        Run.For(15 * s_second);

        Assert.Empty(_watch.Downs);
        Assert.Equal(SightProblem.CanaryLost, _watch.Board.Current.Blind?.Problem);
    }

    [Fact]
    public void RepliesDropped_ByTheKernel_MakeTheirRoundUnknown()
    {
        Run.Network.Drops = 3;
        Run.For(20 * s_second);

        Assert.Single(Run.Sights, s => s.Problem == SightProblem.RepliesDropped);
        Assert.Single(Run.Closed, r => !r.Sight.IsClear);
        Assert.Null(_watch.Board.Current.Blind);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    public void WallClock_Stepped_MakesItsRoundUnknownAndNobodyDown(int seconds)
    {
        Run.Time.StepWall(seconds * s_second);
        Run.For(60 * s_second);

        Assert.Single(Run.Sights, s => s.Problem == SightProblem.ClockStepped);
        Assert.InRange(Run.Closed.Count(r => !r.Sight.IsClear), 1, 2);
        Assert.Empty(_watch.Downs);
    }

    [Fact]
    public void Loop_Standing_IsLateUntilItHasCaughtUp()
    {
        Run.Time.Advance(2 * s_second);
        Run.For(30 * s_second);

        Assert.Contains(Run.Sights, s => s.Problem == SightProblem.Late);
        Assert.True(Run.Sights[^1].IsClear);
        Assert.Empty(_watch.Downs);
    }

    [Fact]
    public void Queue_Full_MakesTheRoundUnknown()
    {
        Run.Network.QueueErrno = Errno.NoBuffers;
        Run.For(5 * s_second);
        Run.Network.QueueErrno = 0;
        Run.For(20 * s_second);

        Assert.Contains(Run.Sights, s => s.Problem == SightProblem.NotSent);
        Assert.Contains(Run.Closed, r => !r.Sight.IsClear);
        Assert.Empty(_watch.Downs);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(80, true)]
    public void Routes_Missing_BlindOnlyWhenTheyAreMany(int devices, bool isBlind)
    {
        foreach (var device in _watch.Catalog.Current.Devices.Take(devices))
        {
            Run.Network[device.Address!] = new EchoBehaviour { SendErrno = Errno.NetUnreachable };
        }

        Run.For(20 * s_second);

        Assert.Equal(isBlind, _watch.Board.Current.Blind is not null);
        Assert.Equal("this machine has no route to it", _watch[3].Hint);
        Run.For(30 * s_second);
        Assert.Equal(DeviceStatus.Unknown, _watch[3].Status);
        Assert.Empty(_watch.Downs);
    }

    [Fact]
    public void Socket_MissingForOneFamily_BlindsNobodyAndIsToldOfItsDevices()
    {
        var catalog = new WardOps.Core.Devices.DeviceCatalog();
        catalog.Swap([.. Fleet.Devices(20), .. Enumerable.Range(0, 10).Select(i => Fleet.Device(100 + i, IPAddress.Parse($"fd00::{i + 1}")))]);
        var forbidden = new UnavailableTransport(new EchoClock(TimeProvider.System), "No ICMPv6 socket is permitted.", ["allow it"]);
        var watch = new WatchedRun(catalog, open: (run, family) => family == System.Net.Sockets.AddressFamily.InterNetwork
            ? new SimulatedEchoTransport(run.Network, run.Time)
            : forbidden);

        watch.Run.For(45 * s_second);

        Assert.Equal((20, 10), (watch.Board.Current.Totals.Up, watch.Board.Current.Totals.Unknown));
        Assert.Null(watch.Board.Current.Blind);
        Assert.Equal((true, "No ICMPv6 socket is permitted."), (watch.Board.Current.Transport.CanSend, watch.Board.Current.Transport.Problem));
        Assert.Equal("there is no ICMP socket to send through", watch[103].Hint);
    }

    private void CutUplink()
    {
        Run.Network.Default = EchoBehaviour.Dead;
        Run.Network[s_anchor] = EchoBehaviour.Dead;
    }

    private void MendUplink()
    {
        Run.Network.Default = new EchoBehaviour();
        Run.Network[s_anchor] = EchoBehaviour.Healthy;
    }
}
