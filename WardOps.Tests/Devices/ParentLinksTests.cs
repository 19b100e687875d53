using CsCheck;
using WardOps.Core.Devices;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Devices;

public sealed class ParentLinksTests
{
    [Fact]
    public void Gateway_OneEnabledRouterInTheBranch_IsTheParentOfWhoeverNamesNone()
    {
        var links = ParentLinks.Of([Node(0, "ATM"), Node(1, "router"), Node(2, "Switch", ParentIds.None), Node(3, "NVR", ParentIds.Of(Id(2))), Node(4, "Router") with { Enabled = false }]);

        Assert.Equal([1], links[0].ToArray());
        Assert.Empty(links[1].ToArray());
        Assert.Empty(links[2].ToArray());
        Assert.Equal([2], links[3].ToArray());
        Assert.Equal([1], links[4].ToArray());
    }

    [Fact]
    public void Gateway_OfABranchWithTwoRouters_IsNotGuessed()
        => Assert.Empty(ParentLinks.Of([Node(0, "Router"), Node(1, "Router"), Node(2, "ATM")])[2].ToArray());

    [Fact]
    public void Gateway_OfAnotherBranch_IsNobodysParent()
        => Assert.Empty(ParentLinks.Of([Node(0, "Router") with { Branch = "b" }, Node(1, "ATM")])[1].ToArray());

    [Fact]
    public void Circle_IsFoundAndNamedAndItsLinkDoesNotCount()
    {
        var links = ParentLinks.Of([Node(0, "A", ParentIds.Of(Id(1))), Node(1, "B", ParentIds.Of(Id(2))), Node(2, "C", ParentIds.Of(Id(0), Id(3))), Node(3, "D", ParentIds.None)]);

        Assert.Equal([0, 1, 2], links.Circle);
        Assert.Equal("0 through 1, 1 through 2, 2 through 0", DeviceRules.Circle(["0", "1", "2"]));
        Assert.Equal([3], links[2].ToArray());
    }

    /// <summary>Whoever names whom: everybody comes once and after the parents that are left, and only circles lose links.</summary>
    [Fact]
    public void Order_AnyNames_IsParentsFirst() => Gen.Int[0, 12].HashSet[0, 3].Array[13].Sample(named =>
    {
        var nodes = named.Select((parents, i) => Node(i, "Switch", ParentIds.Of(parents.Where(p => p != i).Select(Id)))).ToList();
        var links = ParentLinks.Of(nodes);

        var place = links.Order.Select((node, at) => (node, at)).ToDictionary(p => p.node, p => p.at);
        Assert.Equal(nodes.Count, place.Count);
        var kept = 0;
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var parent in links[i])
            {
                Assert.True(place[parent] < place[i]);
                kept++;
            }
        }

        Assert.Equal(links.Circle.Count == 0, kept == named.Select((p, i) => p.Count(x => x != i)).Sum());
        for (var i = 0; i < links.Circle.Count; i++)
        {
            Assert.Contains(Id(links.Circle[(i + 1) % links.Circle.Count]), nodes[links.Circle[i]].Parents!.Ids);
        }
    });

    [Fact]
    public void Order_AChainAsLongAsTheFleet_IsSorted()
    {
        var links = ParentLinks.Of([.. Enumerable.Range(0, 10_000).Select(i => Node(i, "Switch", i == 9_999 ? ParentIds.None : ParentIds.Of(Id(i + 1))))]);

        Assert.Equal(Enumerable.Range(0, 10_000).Reverse(), links.Order);
    }

    [Fact]
    public void Catalog_ADisabledParent_IsShownAndDoesNotCount()
    {
        var catalog = new DeviceCatalog().Swap([.. Fleet.Devices(2), Fleet.Device(2, Fleet.Address(2)) with { Parents = ParentIds.Of(Fleet.Devices(2).Select(d => d.Id)) }]);
        var child = catalog.Devices[2];
        Assert.Equal([0, 1], catalog.Parents[2].ToArray());

        var holder = new DeviceCatalog();
        holder.Swap(catalog.Devices);
        var after = holder.Swap(catalog.Devices.Select(d => d.Slot == 0 ? d with { Enabled = false } : d));

        Assert.Equal([1], after.Parents[2].ToArray());
        Assert.Equal(2, after.Parents.AllOf(child).Count);
        Assert.Equal(2, after.Parents.Order.Length);
    }

    [Fact]
    public void ParentIds_AreEqualByWhatTheyHold()
    {
        Assert.Equal(ParentIds.Of(Id(1), Id(2), Id(1)), ParentIds.Of(Id(2), Id(1)));
        Assert.NotEqual(ParentIds.Of(Id(1)), ParentIds.None);
        Assert.Equal(ParentIds.Of(Id(1), Id(2)).GetHashCode(), ParentIds.Of(Id(2), Id(1)).GetHashCode());
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static ParentNode Node(int number, string type, ParentIds? parents = null) => new(Id(number), $"device {number}", "branch", type, true, parents);
}
