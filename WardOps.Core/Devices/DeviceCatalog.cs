namespace WardOps.Core.Devices;

/// <summary>Holds the current <see cref="Catalog"/>. Readers take no lock; a swap takes effect from the next round.</summary>
public sealed class DeviceCatalog
{
    private readonly Lock _gate = new();
    private volatile Catalog _current = Catalog.Empty;

    public Catalog Current => _current;

    /// <summary>Replaces the catalog by what the store holds now.</summary>
    public Catalog Swap(IEnumerable<WatchedDevice> devices)
    {
        lock (_gate)
        {
            return _current = _current.With(devices);
        }
    }
}
