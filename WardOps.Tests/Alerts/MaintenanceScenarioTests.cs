using WardOps.Core.Alerts;
using WardOps.Core.Devices.Scopes;
using WardOps.Tests.Maintenance;
using WardOps.Tests.Probing;
using WardOps.Tests.Status.Parents;

namespace WardOps.Tests.Alerts;

/// <summary>A window of maintenance holds back that alerts open, and nothing else; also in the nights in which clocks change.</summary>
public sealed class MaintenanceScenarioTests
{
    private static readonly IEnumerable<int> s_branch = Enumerable.Range(0, ParentTree.Children + 1);

    [Theory]
    [InlineData("2026-03-29T04:00:00Z")]   // 06:00 in Berlin, after a night of 7 hours
    [InlineData("2026-10-25T05:00:00Z")]   // 06:00 in Berlin, after one of 9
    public void Device_StillDownWhenTheWindowEnds_IsToldOnceWithItsTrueTime(string end)
    {
        var run = InTheNight(end);
        run.Tree.Cut([3], 60);
        Assert.Empty(run.Alerts);

        var down = run.Tree[3].DownSince;
        run.Tree.Wait(120);

        var alert = Assert.Single(run.Alerts);
        Assert.Equal(down, alert.Since);
        Assert.InRange((alert.OpenedAt - Works.At(end)).TotalSeconds, 0, 0.5);
        Assert.Single(run.Told);
    }

    [Theory]
    [InlineData("2026-03-29T04:00:00Z")]
    [InlineData("2026-10-25T05:00:00Z")]
    public void Device_DownAndUpWithinTheWindow_IsNotTold(string end)
    {
        var run = InTheNight(end);
        run.Tree.Cut([3], 30).Mend([3], 120);

        Assert.Empty(run.Alerts);
        Assert.Equal(["3 Down", "3 Up"], run.Tree.Story);
    }

    [Fact]
    public void Device_DownBeforeTheWindow_IsClosedWithinItWhenItReturns()
    {
        var start = Works.At("2026-06-01T12:00:00Z");
        var windows = Works.Holding(Works.Of(Works.Once("2026-06-01T12:02:00Z", "2026-06-01T14:00:00Z")));
        var run = new BookRun(new ParentTree(windows: windows, start: start));
        run.Tree.Cut([3], 120);
        Assert.Single(run.Open);

        run.Tree.Mend([3], 30);

        Assert.Empty(run.Open);
        Assert.Equal(AlertEnd.Recovered, run.Alerts[0].End);
    }

    [Fact]
    public void Router_InMaintenance_HidesItsBranchUntilTheWindowEnds()
    {
        var start = Works.At("2026-06-01T12:00:00Z");
        var router = DeviceScope.Of(ScopeKind.Device, ParentTree.Id(0).ToString());
        var windows = Works.Holding(Works.Of(Works.Once("2026-06-01T11:00:00Z", "2026-06-01T12:03:00Z"), router));
        var run = new BookRun(new ParentTree(windows: windows, start: start));

        run.Tree.Cut(s_branch, 90);
        Assert.Empty(run.Alerts);

        run.Tree.Wait(120);
        Assert.Equal(["Branch Opened: Branch Batumi offline: Device 0 + 11 devices"], run.Told);
    }

    /// <summary>A branch, some seconds before the end of the nightly window.</summary>
    private static BookRun InTheNight(string end)
    {
        var windows = Works.Holding(Works.Of(Works.Nightly("Europe/Berlin", "22:00", 8), DeviceScope.Of(ScopeKind.Branch, Fleet.BranchId("Batumi").ToString())));
        return new BookRun(new ParentTree(windows: windows, start: Works.At(end).AddSeconds(-120)));
    }
}
