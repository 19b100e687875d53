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
    public void Swap_AfterAVersionHasSettled_GivesTheSlotsThatWereFreeInItAndNoOthers()
    {
        var catalog = Fleet.Of(4);
        catalog.Swap(Fleet.Devices(4).Skip(1));                  // version 2: slot 0 is free
        var settled = catalog.Current.Version;
        catalog.Swap(Fleet.Devices(4).Skip(2));                  // version 3: slot 1 too
        catalog.Swap([.. catalog.Current.Devices, Fleet.Device(10, Fleet.Address(10))]);
        Assert.Equal(4, catalog.Current.Devices[^1].Slot);       // nothing has settled

        catalog.Settle(settled);
        catalog.Swap([.. catalog.Current.Devices, Fleet.Device(11, Fleet.Address(11)), Fleet.Device(12, Fleet.Address(12))]);

        Assert.Equal([0, 2, 3, 4, 5], catalog.Current.Devices.Select(d => d.Slot));
    }

    /// <summary>Whatever comes, goes and settles: no two devices share a slot, and none gets one that was another's since the version that settled.</summary>
    [Fact]
    public void Swap_AnyEditsAndSettling_GivesNoSlotThatMayBeInUse()
        => Gen.Select(Gen.Int[0, 15].HashSet[0, 16], Gen.Int[0, 3]).Array[1, 30].Sample(edits =>
        {
            var catalog = new DeviceCatalog();
            var freeSince = new Dictionary<int, long>();
            var settled = -1L;
            foreach (var (present, back) in edits)
            {
                settled = Math.Max(settled, catalog.Current.Version - back);
                catalog.Settle(settled);
                var before = catalog.Current;
                catalog.Swap(present.Select(i => Fleet.Device(i, Fleet.Address(i))));
                var now = catalog.Current;

                Assert.Equal(now.Devices.Length, now.Devices.Select(d => d.Slot).Distinct().Count());
                Assert.All(now.Devices, d => Assert.InRange(d.Slot, 0, now.Slots - 1));
                foreach (var device in now.Devices.Where(d => before.Find(d.Id) is null))
                {
                    Assert.True(!freeSince.Remove(device.Slot, out var since) || since <= settled);
                }

                foreach (var gone in before.Devices.Where(d => now.Find(d.Id) is null))
                {
                    freeSince[gone.Slot] = now.Version;
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
