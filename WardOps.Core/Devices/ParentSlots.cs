using System.Collections.Immutable;

namespace WardOps.Core.Devices;

/// <summary>The enabled devices, parents first, with the slots of the parents that count, as plain arrays: what is asked four times a second of every device. Made once for each catalog.</summary>
public sealed class ParentSlots
{
    private readonly int[] _starts;   // by slot, and one more
    private readonly int[] _slots;
    private readonly WatchedDevice[][] _all;   // by slot; null where no device is

    private ParentSlots(ImmutableArray<WatchedDevice> order, int[] starts, int[] slots, WatchedDevice[][] all, ImmutableArray<WatchedDevice> circle)
        => (Order, _starts, _slots, _all, Circle) = (order, starts, slots, all, circle);

    /// <summary>The enabled devices, each after all of its parents.</summary>
    public ImmutableArray<WatchedDevice> Order { get; }

    /// <summary>A circle of parents that somebody has written into the store past the editor; empty if there is none. The link that closes it does not count.</summary>
    public ImmutableArray<WatchedDevice> Circle { get; }

    /// <summary>Slots of the parents that count: those that are enabled.</summary>
    public ReadOnlySpan<int> this[int slot] => _slots.AsSpan(_starts[slot], _starts[slot + 1] - _starts[slot]);

    /// <summary>All parents of a device of this catalog, also those that are disabled and do not count.</summary>
    public IReadOnlyList<WatchedDevice> AllOf(WatchedDevice device) => _all[device.Slot];

    internal static ParentSlots Of(ImmutableArray<WatchedDevice> devices, int slots)
    {
        var links = ParentLinks.Of([.. devices.Select(d => new ParentNode(d.Id, d.Name, d.Branch, d.DeviceType, d.Enabled, d.Parents))]);
        var all = new WatchedDevice[slots][];
        for (var i = 0; i < devices.Length; i++)
        {
            var parents = new WatchedDevice[links[i].Length];
            for (var p = 0; p < parents.Length; p++)
            {
                parents[p] = devices[links[i][p]];
            }

            all[devices[i].Slot] = parents;
        }

        var starts = new int[slots + 1];
        List<int> counting = [];
        for (var slot = 0; slot < slots; slot++)
        {
            starts[slot] = counting.Count;
            counting.AddRange((all[slot] ?? []).Where(p => p.Enabled).Select(p => p.Slot));
        }

        starts[slots] = counting.Count;
        return new ParentSlots(
            [.. links.Order.Select(i => devices[i]).Where(d => d.Enabled)], starts, [.. counting], all, [.. links.Circle.Select(i => devices[i])]);
    }
}
