using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WardOps.Core.Devices;

/// <summary>All devices at one moment. Immutable; a round keeps the catalog it began with until it closes.</summary>
public sealed class Catalog
{
    private readonly FrozenDictionary<Guid, WatchedDevice> _byId;

    // Slots that nobody has, and the first version in which that was so.
    private readonly ImmutableArray<(int Slot, long Since)> _retired;

    private Catalog(long version, int slots, ImmutableArray<WatchedDevice> devices, ImmutableArray<(int Slot, long Since)> retired)
    {
        _retired = retired;
        Version = version;
        Slots = slots;
        Devices = devices;
        Probed = [.. devices.Where(d => d.Enabled)];
        Parents = ParentSlots.Of(devices, slots);
        _byId = devices.ToFrozenDictionary(d => d.Id);
    }

    public static Catalog Empty { get; } = new(0, 0, [], []);

    /// <summary>Grows by one with every swap.</summary>
    public long Version { get; }

    /// <summary>One more than the highest slot ever given out: the length that arrays by slot need.</summary>
    public int Slots { get; }

    /// <summary>All devices, in slot order.</summary>
    public ImmutableArray<WatchedDevice> Devices { get; }

    /// <summary>The enabled ones, in slot order.</summary>
    public ImmutableArray<WatchedDevice> Probed { get; }

    /// <summary>Who is reached through whom.</summary>
    public ParentSlots Parents { get; }

    public WatchedDevice? Find(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>
    /// The catalog after <paramref name="devices"/> were read from the store: known devices keep their slot, new ones get one
    /// that nobody has. A slot that was another device's is given out only after the version that retired it has settled, so that no
    /// echo in flight is booked on the wrong device; until then a fresh one is.
    /// </summary>
    /// <param name="devices">All devices; the <see cref="WatchedDevice.Slot"/> given is ignored.</param>
    /// <param name="settled">Nothing is under way any more for devices that were not in this version; -1 if that is not known.</param>
    public Catalog With(IEnumerable<WatchedDevice> devices, long settled = -1)
    {
        var next = Slots;
        var free = new Queue<int>(_retired.Where(r => r.Since <= settled).Select(r => r.Slot).Order());
        var placed = devices
            .Select(d => d with { Slot = Find(d.Id)?.Slot ?? (free.TryDequeue(out var slot) ? slot : next++) })
            .Select(d => Find(d.Id) is { } was && was == d ? was : d)
            .OrderBy(d => d.Slot)
            .ToImmutableArray();
        var taken = placed.Select(d => d.Slot).ToHashSet();
        var gone = Devices.Where(d => !taken.Contains(d.Slot)).Select(d => (d.Slot, Version + 1));
        return new Catalog(Version + 1, next, placed, [.. _retired.Where(r => !taken.Contains(r.Slot)), .. gone]);
    }
}
