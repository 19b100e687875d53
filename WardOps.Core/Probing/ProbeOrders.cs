using WardOps.Core.Devices;

namespace WardOps.Core.Probing;

/// <summary>Has the order of the current catalog ready: made on the thread that swaps the catalog, read by the loop.</summary>
internal sealed class ProbeOrders
{
    private readonly DeviceCatalog _catalog;
    private readonly ProbePolicy _policy;
    private readonly Func<EchoAddress[]>? _gateways;
    private volatile ProbeOrder _current;

    public ProbeOrders(DeviceCatalog catalog, ProbePolicy policy, Func<EchoAddress[]>? gateways = null)
    {
        _catalog = catalog;
        _policy = policy;
        _gateways = gateways;
        catalog.Swapping += Prepare;
        _current = new ProbeOrder(catalog.Current, policy, gateways);
    }

    public ProbeOrder Current => _current;

    /// <summary>No echo is under way any more to a device that was not in this version of the catalog.</summary>
    public void Settle(long version) => _catalog.Settle(version);

    private void Prepare(Catalog catalog)
    {
        if (catalog.Version > _current.Catalog.Version)
        {
            _current = new ProbeOrder(catalog, _policy, _gateways);
        }
    }
}
