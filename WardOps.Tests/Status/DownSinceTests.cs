using System.Net;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;
using WardOps.Core.Status;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Status;

/// <summary>The beginning of an outage is its first lost echo, whatever the monitor and its clock go through meanwhile.</summary>
public sealed class DownSinceTests
{
    private static readonly IPAddress s_anchor = IPAddress.Parse("127.1.1.1");
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Outage_ThroughBlindnessUnknownAndAFlickerOfSight_KeepsItsBeginning()
    {
        var watch = new WatchedRun(Fleet.Of(100), new ProbingOptions { Anchors = { s_anchor.ToString() } });
        watch.Run.Network[s_anchor] = EchoBehaviour.Healthy;
        watch.Run.For(45 * s_second);
        var device = watch.Catalog.Current.Devices[5];
        watch.Cut(device);
        watch.Run.For(20 * s_second);
        var since = watch[5].DownSince;
        Assert.NotNull(since);

        Uplink(watch, EchoBehaviour.Dead);
        watch.Run.For(120 * s_second);
        Assert.Equal(DeviceStatus.Unknown, watch[5].Status);
        Uplink(watch, EchoBehaviour.Healthy);
        watch.Cut(device);
        watch.Run.For(4 * s_second);
        watch.Run.Network.Drops++;   // blind once more, in the middle of the confirmations
        watch.Run.For(30 * s_second);

        Assert.Equal((DeviceStatus.Down, since), (watch[5].Status, watch[5].DownSince));
    }

    [Theory]
    [InlineData(-3_600)]
    [InlineData(3_600)]
    [InlineData(-40)]
    public void Outage_WhenTheWallClockIsStepped_BeganAsLongAgoAsBefore(int seconds)
    {
        var watch = new WatchedRun(Fleet.Of(100));
        watch.Run.For(45 * s_second);
        watch.Cut(watch.Catalog.Current.Devices[5]);
        watch.Run.For(100 * s_second);
        var (since, up) = (watch[5].DownSince, watch[6].Since);

        watch.Run.Time.StepWall(seconds * s_second);
        watch.Run.For(100 * s_second);

        Assert.Equal(DeviceStatus.Down, watch[5].Status);
        Assert.Equal((since + (seconds * s_second))!.Value, watch[5].DownSince!.Value, TimeSpan.FromMilliseconds(1));
        Assert.Equal((up + (seconds * s_second))!.Value, watch[6].Since!.Value, TimeSpan.FromMilliseconds(1));
        Assert.InRange(watch[6].LastPingAt!.Value, watch.Run.Time.GetUtcNow() - (15 * s_second), watch.Run.Time.GetUtcNow());
    }

    /// <summary>The first lost echo leaves before the step, and the others after it.</summary>
    [Fact]
    public void Outage_ThatBeginsJustBeforeAStepBack_BeginsWithTheFirstEchoAllTheSame()
    {
        var watch = new WatchedRun(Fleet.Of(100));
        watch.Run.For(45 * s_second);
        watch.Cut(watch.Catalog.Current.Devices[5]);
        var cut = watch.Run.Time.GetUtcNow();
        watch.Run.For(3.2 * s_second);

        watch.Run.Time.StepWall(TimeSpan.FromMilliseconds(-450));   // too little to be blind by, and enough to reorder echoes
        watch.Run.For(30 * s_second);

        var lost = watch.Run.Outcomes.Concat(watch.Run.Confirming).Where(o => o.Device.Name == "Device 5" && o.Result == EchoResult.Lost).ToList();
        Assert.Equal(DeviceStatus.Down, watch[5].Status);
        Assert.InRange((watch[5].DownSince!.Value - cut).TotalSeconds, -0.46, 1.56);
        Assert.Equal(lost.MinBy(o => o.Order).Order, lost[0].Order);
    }

    /// <summary>A few lost echoes before the monitor goes blind are no outage, so they are not the beginning of a later one.</summary>
    [Fact]
    public void FewLosses_BeforeABlindTime_AreNoBeginning()
    {
        var was = new DeviceTrack(DeviceStatus.Unknown, 0, 3, 1_000, 0, 0, 0) { FirstLost = 1 };

        Assert.Equal((0, 0L), (StatusRules.Unbelieved(in was).LostInRow, StatusRules.Unbelieved(in was).FirstLostAt));
        var outage = was with { IsOutage = true };
        Assert.Equal((0, 1_000L), (StatusRules.Unbelieved(in outage).LostInRow, StatusRules.Unbelieved(in outage).FirstLostAt));
    }

    private static void Uplink(WatchedRun watch, EchoBehaviour behaviour)
    {
        watch.Run.Network.Default = behaviour;
        watch.Run.Network[s_anchor] = behaviour;
    }
}
