using CsCheck;
using WardOps.Core.Devices;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Devices;

public sealed class CatalogTests
{
    /// <summary>Whatever comes and goes: a device keeps its slot while it exists, and no slot is ever another device's.</summary>
    [Fact]
    public void Swap_AnyEdits_NeverGivesASlotTwice() => Gen.Int[0, 15].HashSet[0, 16].Array[1, 12].Sample(edits =>
    {
        var catalog = new DeviceCatalog();
        var owner = new Dictionary<int, (Guid Id, int Life)>();
        var life = new Dictionary<Guid, int>();
        foreach (var present in edits)
        {
            var before = catalog.Current;
            catalog.Swap(present.Select(i => Fleet.Device(i, Fleet.Address(i))));

            Assert.Equal(before.Version + 1, catalog.Current.Version);
            Assert.Equal(present.Count, catalog.Current.Devices.Length);
            foreach (var device in catalog.Current.Devices)
            {
                if (before.Find(device.Id) is { } was)
                {
                    Assert.Same(was, device);
                    continue;
                }

                life[device.Id] = life.GetValueOrDefault(device.Id) + 1;
                Assert.True(owner.TryAdd(device.Slot, (device.Id, life[device.Id])), $"Slot {device.Slot} was given out twice.");
                Assert.InRange(device.Slot, 0, catalog.Current.Slots - 1);
            }
        }
    });

    [Fact]
    public void Swap_Disabled_IsThereButNotProbed()
    {
        var catalog = Fleet.Of(3);

        catalog.Swap(catalog.Current.Devices.Select(d => d with { Enabled = d.Slot != 1 }).ToList());

        Assert.Equal(3, catalog.Current.Devices.Length);
        Assert.Equal([0, 2], catalog.Current.Probed.Select(d => d.Slot));
    }
}
