using WardOps.Core.Devices;
using WardOps.Core.Probing.Simulation;
using WardOps.Core.Status;

namespace WardOps.Tests.Status.Parents;

/// <summary>A branch whose router dies, on a simulated network in virtual time.</summary>
public sealed class UnreachableTests
{
    private static readonly IEnumerable<int> s_children = Enumerable.Range(1, ParentTree.Children);
    private static readonly IEnumerable<int> s_branch = Enumerable.Range(0, ParentTree.Children + 1);

    [Fact]
    public void OneDevice_DiesBehindALivingRouter_IsDownAsSoonAsOneWithoutParents()
    {
        var tree = new ParentTree().Cut([3], 12);

        Assert.Equal(["3 Down"], tree.Story);
        Assert.InRange(tree.Watch.Detections()[0], 4, 6.5);
        Assert.Null(tree.Watch.Board.Current.Behind(tree[3]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(1.1)]
    [InlineData(1.9)]
    [InlineData(3.3)]
    public void Router_DiesWithAllBehindIt_IsTheOnlyOneThatIsDown(double offset)
    {
        var tree = new ParentTree().Wait(offset);
        var cut = tree.Now;

        tree.Cut(s_branch, 20);

        Assert.Equal(["0 Down", .. s_children.Select(n => $"{n} Unreachable").Order()], tree.Story.OrderBy(s => s.EndsWith("Unreachable", StringComparison.Ordinal)).ThenBy(s => s));
        Assert.Equal((1, ParentTree.Children), (tree.Watch.Totals.Down, tree.Watch.Totals.Unreachable));
        Assert.All(s_branch, n => Assert.InRange((tree[n].DownSince!.Value - cut).TotalSeconds, -0.1, 2.1));
        Assert.All(s_children, n => Assert.Same(tree[0], tree.Watch.Board.Current.Behind(tree[n])));
        Assert.InRange(tree.Watch.Transitions.Max(t => t.At - tree.Watch.Transitions[0].At).TotalSeconds, 0, 8);
    }

    [Fact]
    public void Child_DownBeforeTheRouterDies_StaysDownSinceItsOwnTime()
    {
        var tree = new ParentTree().Cut([3], 20);
        var since = tree[3].DownSince;

        tree.Cut(s_branch, 20);

        Assert.Equal((DeviceStatus.Down, since), (tree[3].Status, tree[3].DownSince));
        Assert.Equal((2, 10), (tree.Watch.Totals.Down, tree.Watch.Totals.Unreachable));
        Assert.Single(tree.Story, "3 Down");
    }

    [Fact]
    public void Child_ThatAnswersPastADeadRouter_IsUpUntilItFailsAndThenUnreachable()
    {
        var tree = new ParentTree().Cut([0], 20);
        Assert.Equal(["0 Down"], tree.Story);

        tree.Cut([4], 12);

        Assert.Equal(["0 Down", "4 Unreachable"], tree.Story);
    }

    [Fact]
    public void Tree_OfTwoLevels_HasOneCauseAndComesBackFromTheTop()
    {
        var sw = ParentIds.Of(ParentTree.Id(1));
        var tree = new ParentTree(d => d.Name is "Device 2" or "Device 3" ? d with { Parents = sw } : d).Cut(s_branch, 20);
        Assert.Equal((1, ParentTree.Children), (tree.Watch.Totals.Down, tree.Watch.Totals.Unreachable));
        Assert.Same(tree[0], tree.Watch.Board.Current.Behind(tree[2]));

        tree.Mend(s_branch.Except([1, 2, 3]), 30);

        Assert.Equal((DeviceStatus.Up, DeviceStatus.Down), (tree[0].Status, tree[1].Status));
        Assert.Equal((DeviceStatus.Unreachable, DeviceStatus.Unreachable), (tree[2].Status, tree[3].Status));
        Assert.Same(tree[1], tree.Watch.Board.Current.Behind(tree[2]));

        tree.Mend([1, 2, 3], 15);
        Assert.Equal(0, tree.Watch.Totals.Down + tree.Watch.Totals.Unreachable);
        Assert.DoesNotContain("2 Down", tree.Story);
    }

    [Fact]
    public void Router_BackWithHalfItsChildren_TheOthersAreDownOnlyAfterSixEchoesOfTheirOwn()
    {
        var tree = new ParentTree().Cut(s_branch, 60);
        var since = s_branch.Select(n => tree[n].DownSince).ToList();
        tree.Watch.Transitions.Clear();
        var back = tree.Watch.Run.Time.Elapsed;

        tree.Mend(s_branch.Where(n => n < 6), 40);

        Assert.All(s_branch.Where(n => n < 6), n => Assert.Equal(DeviceStatus.Up, tree[n].Status));
        Assert.All(s_branch.Where(n => n >= 6), n => Assert.Equal((DeviceStatus.Down, since[n]), (tree[n].Status, tree[n].DownSince)));
        Assert.All(tree.Watch.Downs, t => Assert.InRange((t.At - back).TotalSeconds, 10, 17));   // six echoes two seconds apart, and a timeout
        Assert.Equal(12, tree.Watch.Transitions.Count);
    }

    [Fact]
    public void Child_OfTwoParents_IsUnreachableOnlyWhenBothAreAway()
    {
        var both = ParentIds.Of(ParentTree.Id(0), ParentTree.Id(1));
        var tree = new ParentTree(d => d.Name == "Device 2" ? d with { Parents = both } : d).Cut([0, 2], 15);
        Assert.Equal((DeviceStatus.Down, DeviceStatus.Down), (tree[0].Status, tree[2].Status));

        tree.Mend([0, 2], 20).Cut([0, 1, 2], 20);

        Assert.Equal((DeviceStatus.Down, DeviceStatus.Unreachable, DeviceStatus.Unreachable), (tree[0].Status, tree[1].Status, tree[2].Status));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Router_DisabledOrDeletedWhileDown_CountsNoMoreAndItsChildrenSpeakForThemselves(bool isDeleted)
    {
        var tree = new ParentTree().Cut(s_branch, 20);
        tree.Mend([1]);
        tree.Change(d => d.Name != "Device 0" ? d : isDeleted ? null : d with { Enabled = false });
        tree.Wait(5);
        Assert.Equal(10, tree.Watch.Totals.Unreachable);   // until each has lost six more

        tree.Wait(20);

        Assert.Equal(DeviceStatus.Up, tree[1].Status);
        Assert.Equal((10, 0), (tree.Watch.Totals.Down, tree.Watch.Totals.Unreachable));
    }

    [Fact]
    public void Router_RenamedWhileDown_ChangesNothing()
    {
        var tree = new ParentTree().Cut(s_branch, 20);
        var before = tree.Watch.Transitions.Count;

        tree.Change(d => d.Name == "Device 0" ? d with { Name = "Device 100" } : d);
        tree.Wait(20);

        Assert.Equal(before, tree.Watch.Transitions.Count);
        Assert.Equal("Device 100", tree.Watch.Board.Current.Behind(tree[5])!.Device.Name);
    }

    [Fact]
    public void Router_ThatDiesWhileTheMonitorIsBlind_IsFoundAfterwardsAndNobodyIsFalselyDown()
    {
        var tree = new ParentTree();
        tree.Watch.CutUplink();
        tree.Wait(20);
        Assert.NotNull(tree.Watch.Blind);
        tree.Watch.MendUplink();
        tree.Cut(s_branch, 40);

        Assert.Null(tree.Watch.Blind);
        Assert.Equal("0", Assert.Single(tree.Watch.Downs).Change.Device.Name["Device ".Length..]);
        Assert.Equal((1, ParentTree.Children), (tree.Watch.Totals.Down, tree.Watch.Totals.Unreachable));
    }

    /// <summary>Each moment of a beginning outage at which sight may be lost: while the router's Down is confirmed and its children's wait.</summary>
    [Theory]
    [InlineData(2.5)]
    [InlineData(3.5)]
    [InlineData(4.25)]
    [InlineData(5)]
    public void Router_ThatDiesJustBeforeTheUplinkIsCut_HasNoChildThatIsDown(double seconds)
    {
        var tree = new ParentTree().Cut(s_branch, seconds);
        tree.Watch.CutUplink();
        tree.Wait(60);
        tree.Watch.MendUplink();
        tree.Cut(s_branch, 40);

        Assert.All(tree.Watch.Downs, t => Assert.Equal("Device 0", t.Change.Device.Name));
        Assert.Equal((1, ParentTree.Children), (tree.Watch.Totals.Down, tree.Watch.Totals.Unreachable));
    }

    [Fact]
    public void Parent_ThatIsUnknown_HidesNoOutage()
    {
        var tree = new ParentTree();
        tree.Change(d => d.Name == "Device 0" ? d with { Address = null, HostName = "router.example" } : d);   // a name that does not resolve
        tree.Wait(1).Cut([4], 8);

        Assert.Equal(DeviceStatus.Unknown, tree[0].Status);
        Assert.Equal(DeviceStatus.Down, tree[4].Status);
    }

    [Fact]
    public void Devices_BehindRoutersWithLoss_AreNeverFalselyDownOrUnreachable()
    {
        var tree = new ParentTree();
        tree.Watch.Run.Network.Default = new EchoBehaviour { Loss = 0.05 };

        tree.Wait(1_800);

        Assert.Empty(tree.Story);
    }
}
