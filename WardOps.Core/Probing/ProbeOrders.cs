using WardOps.Core.Devices;

namespace WardOps.Core.Probing;

/// <summary>Has the order of the current catalog ready, and the gateways of this machine: made by other threads, read by the loop.</summary>
internal sealed class ProbeOrders
{
    private readonly DeviceCatalog _catalog;
    private readonly ProbePolicy _policy;
    private readonly Func<EchoAddress[]>? _readGateways;
    private volatile ProbeOrder _current;
    private volatile EchoAddress[] _gateways = [];

    /// <param name="catalog">Whose devices.</param>
    /// <param name="policy">How they are probed.</param>
    /// <param name="gateways">Reads the default gateways; null if they are no anchors.</param>
    public ProbeOrders(DeviceCatalog catalog, ProbePolicy policy, Func<EchoAddress[]>? gateways = null)
    {
        _catalog = catalog;
        _policy = policy;
        _readGateways = gateways;
        catalog.Swapping += Prepare;
        _current = new ProbeOrder(catalog.Current, policy);
        ReadGateways();
    }

    public ProbeOrder Current => _current;

    /// <summary>No echo is under way any more to a device that was not in this version of the catalog.</summary>
    public void Settle(long version) => _catalog.Settle(version);

    /// <summary>The default gateways when they were last read; none as long as no device lies beyond this machine.</summary>
    public EchoAddress[] Gateways => _gateways;

    /// <summary>Reads the default gateways again: a network may come up, or change, long after the start. Never on the loop's thread, since it reads files.</summary>
    public void ReadGateways()
    {
        if (_readGateways is not null && _current.ReachesBeyond)
        {
            var now = _readGateways();
            if (!now.AsSpan().SequenceEqual(_gateways))
            {
                _gateways = now;
            }
        }
    }

    private void Prepare(Catalog catalog)
    {
        if (catalog.Version > _current.Catalog.Version)
        {
            _current = new ProbeOrder(catalog, _policy);
            ReadGateways();
        }
    }
}
