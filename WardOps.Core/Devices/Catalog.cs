using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WardOps.Core.Devices;

/// <summary>All devices at one moment. Immutable; a round keeps the catalog it began with until it closes.</summary>
public sealed class Catalog
{
    private readonly FrozenDictionary<Guid, WatchedDevice> _byId;

    private Catalog(long version, int slots, ImmutableArray<WatchedDevice> devices)
    {
        Version = version;
        Slots = slots;
        Devices = devices;
        Probed = [.. devices.Where(d => d.Enabled)];
        _byId = devices.ToFrozenDictionary(d => d.Id);
    }

    public static Catalog Empty { get; } = new(0, 0, []);

    /// <summary>Grows by one with every swap.</summary>
    public long Version { get; }

    /// <summary>One more than the highest slot ever given out: the length that arrays by slot need.</summary>
    public int Slots { get; }

    /// <summary>All devices, in slot order.</summary>
    public ImmutableArray<WatchedDevice> Devices { get; }

    /// <summary>The enabled ones, in slot order.</summary>
    public ImmutableArray<WatchedDevice> Probed { get; }

    public WatchedDevice? Find(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>
    /// The catalog after <paramref name="devices"/> were read from the store: known devices keep their slot, new ones get
    /// a fresh one. Slots are never given out twice, so an echo still in flight cannot be booked on another device.
    /// </summary>
    /// <param name="devices">All devices; the <see cref="WatchedDevice.Slot"/> given is ignored.</param>
    public Catalog With(IEnumerable<WatchedDevice> devices)
    {
        var next = Slots;
        var placed = devices
            .Select(d => d with { Slot = Find(d.Id)?.Slot ?? next++ })
            .Select(d => Find(d.Id) is { } was && was == d ? was : d)
            .OrderBy(d => d.Slot)
            .ToImmutableArray();
        return new Catalog(Version + 1, next, placed);
    }
}
