using System.Net;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Demo;

namespace WardOps.Tests.Devices;

public sealed class DemoFleetTests
{
    private readonly DemoFleet _fleet = DemoFleet.Create();

    [Fact]
    public void Create_CountsAndTypes_AreThoseOfTheRealNetwork()
    {
        Assert.Equal((128, 877, 10), (_fleet.Branches.Count, _fleet.Devices.Count, _fleet.Branches.Select(b => b.Region).Distinct().Count()));
        Assert.Equal(
            new SortedDictionary<string, int>
            {
                ["Router"] = 229, ["Paybox"] = 178, ["Switch"] = 134, ["Access Point"] = 116, ["NVR"] = 106, ["ATM"] = 89, ["Biostar"] = 22,
                ["Core Router"] = 2, ["Disaster Recovery"] = 1,
            },
            new SortedDictionary<string, int>(_fleet.Devices.CountBy(d => d.DeviceType).ToDictionary()));
    }

    [Theory]
    [InlineData("Tbilisi", 55)]
    [InlineData("Imereti", 16)]
    [InlineData("Achara", 12)]
    [InlineData("Guria", 3)]
    public void Create_Region_HasItsBranches(string region, int branches) => Assert.Equal(branches, _fleet.Branches.Count(b => b.Region == region));

    [Fact]
    public void Create_Twice_IsTheSame()
        => Assert.Equal(_fleet.Devices.Select(d => (d.Id, d.Name, d.Ip, d.ParentIds())), DemoFleet.Create().Devices.Select(d => (d.Id, d.Name, d.Ip, d.ParentIds())));

    [Fact]
    public void Create_EveryBranch_HasOneGatewayThroughWhichTheRestIsReached()
    {
        foreach (var branch in _fleet.Branches)
        {
            var devices = _fleet.Devices.Where(d => d.BranchId == branch.Id).ToList();
            var gateway = Assert.Single(devices, d => d.Parents.Count == 0);

            Assert.InRange(devices.Count, 1, 31);
            Assert.Equal("Router", gateway.DeviceType);
            Assert.EndsWith(".5", gateway.Ip, StringComparison.Ordinal);
            Assert.All(devices.Where(d => d != gateway), d => Assert.Equal(ParentIds.Of(gateway.Id), d.ParentIds()));
            Assert.Single(devices.Select(d => d.Ip[..d.Ip.LastIndexOf('.')]).Distinct());
        }
    }

    [Fact]
    public void Create_Addresses_AreUniqueAndStayOnThisMachine()
    {
        Assert.Equal(877, _fleet.Devices.Select(d => d.Ip).Distinct().Count());
        Assert.All(_fleet.Devices, d => Assert.True(IPNetwork.Parse("127.64.0.0/10").Contains(IPAddress.Parse(d.Ip)), d.Ip));
    }

    [Fact]
    public void Create_Names_FitTheStoreAndSomeAreGeorgian()
    {
        Assert.Equal(128, _fleet.Branches.Select(b => b.Name).Distinct().Count());
        Assert.InRange(_fleet.Branches.Count(b => b.Name.Any(c => c is >= 'ა' and <= 'ჿ')), 8, 20);
        Assert.All(_fleet.Devices, d => Assert.Equal(d.Name.ToUpperInvariant(), d.NameKey));
        Assert.Empty(_fleet.Devices.SelectMany(d => DeviceRules.Faults(
            new DeviceDraft(d.Name, d.Ip, _fleet.Branches.Single(b => b.Id == d.BranchId).Name, "region", d.DeviceType, d.ParentIds()), d.Id, [.. _fleet.Devices])));
    }
}
