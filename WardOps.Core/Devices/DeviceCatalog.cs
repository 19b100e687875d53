namespace WardOps.Core.Devices;

/// <summary>Holds the current <see cref="Catalog"/>. Readers take no lock; a swap takes effect from the next round.</summary>
public sealed class DeviceCatalog
{
    private readonly Lock _gate = new();
    private volatile Catalog _current = Catalog.Empty;
    private long _settled = -1;

    public Catalog Current => _current;

    /// <summary>Raised on the thread that swaps, before the new catalog can be seen: whoever has to prepare for it does so here, and not where time counts.</summary>
    public event Action<Catalog>? Swapping;

    /// <summary>Replaces the catalog by what the store holds now.</summary>
    public Catalog Swap(IEnumerable<WatchedDevice> devices) => Update(_ => devices);

    /// <summary>Replaces the catalog by what is made of the current one; nobody else's change comes between.</summary>
    public Catalog Update(Func<Catalog, IEnumerable<WatchedDevice>> change)
    {
        lock (_gate)
        {
            var next = _current.With(change(_current), Volatile.Read(ref _settled));
            Swapping?.Invoke(next);
            return _current = next;
        }
    }

    /// <summary>Nothing is under way any more for a device that was not in this version: its slot may be given to another. Callable from any thread.</summary>
    public void Settle(long version) => Volatile.Write(ref _settled, version);
}
