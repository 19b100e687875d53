using WardOps.Core.Devices.Scopes;
using WardOps.Core.Maintenance;
using WardOps.Core.Status;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Maintenance;

/// <summary>The flag on the board at the ticks round both ends of a window, in the nights in which clocks change, on the simulated network.</summary>
public sealed class MaintenanceNightsTests
{
    private static readonly TimeSpan s_around = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("Europe/Berlin", "22:00", 8, "2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z")]       // 7 hours
    [InlineData("Europe/Berlin", "22:00", 8, "2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z")]       // 9 hours
    [InlineData("Europe/Berlin", "02:30", 2, "2026-03-29T01:00:00Z", "2026-03-29T02:30:00Z")]       // a beginning that is skipped
    [InlineData("Europe/Berlin", "02:30", 1, "2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z")]       // a beginning that comes twice
    [InlineData("America/New_York", "22:00", 8, "2026-03-08T03:00:00Z", "2026-03-08T10:00:00Z")]
    [InlineData("Australia/Lord_Howe", "22:00", 8, "2026-04-04T11:00:00Z", "2026-04-04T19:30:00Z")]
    [InlineData("Asia/Tbilisi", "22:00", 8, "2026-03-28T18:00:00Z", "2026-03-29T02:00:00Z")]
    public void Window_InANightOfChange_MarksFromTheFirstTickToTheLast(string zone, string start, double hours, string from, string to)
    {
        var windows = Works.Holding(Works.Of(Works.Nightly(zone, start, hours), DeviceScope.Of(ScopeKind.Device, Fleet.Device(1, Fleet.Address(1)).Id.ToString())));

        Assert.Equal([false, true], Around(windows, Works.At(from)));
        Assert.Equal([true, false], Around(windows, Works.At(to)));
    }

    [Fact]
    public void DeviceThatIsDownInAWindow_IsJudgedAsAlways()
    {
        var windows = Works.Holding(Works.Of(Works.Once("2026-03-01T12:00:30Z", "2026-03-01T12:02:00Z"), DeviceScope.Of(ScopeKind.Type, "router")));
        var watch = new WatchedRun(Fleet.Of(3), windows: windows);
        watch.Run.For(TimeSpan.FromSeconds(60));
        var version = watch[1].Version;
        Assert.Equal(DeviceFlags.Maintenance, watch[1].Flags);

        watch.Cut(watch[1].Device);
        watch.Run.For(TimeSpan.FromSeconds(30));
        var (status, down) = (watch[1].Status, watch[1].DownSince);
        Assert.Equal((DeviceStatus.Down, DeviceFlags.Maintenance), (status, watch[1].Flags));

        watch.Run.For(TimeSpan.FromSeconds(60));
        Assert.Equal((DeviceStatus.Down, down, DeviceFlags.None), (watch[1].Status, watch[1].DownSince, watch[1].Flags));
        Assert.Equal(version + 2, watch[1].Version);   // down, and out of the window
    }

    /// <summary>Whether a device is marked at the last tick before an instant, and at the first from it on; its neighbour never is.</summary>
    private static bool[] Around(MaintenanceWindows windows, DateTimeOffset instant)
    {
        var watch = new WatchedRun(Fleet.Of(3), windows: windows, start: instant - s_around);
        List<(DateTimeOffset At, bool IsIn)> seen = [];
        watch.Judged = tick =>
        {
            seen.Add((tick.At, watch[1].Flags.HasFlag(DeviceFlags.Maintenance)));
            Assert.Equal(DeviceFlags.None, watch[0].Flags);
        };
        watch.Run.For(2 * s_around);

        var (before, after) = (seen.Where(s => s.At < instant).ToList(), seen.Where(s => s.At >= instant).ToList());
        Assert.InRange((after[0].At - before[^1].At).TotalMilliseconds, 1, 500);
        Assert.Single(before.Select(s => s.IsIn).Distinct());
        Assert.Single(after.Select(s => s.IsIn).Distinct());
        return [before[^1].IsIn, after[0].IsIn];
    }
}
