using WardOps.Core.Devices;

namespace WardOps.Core.Probing.Faults;

/// <summary>The demo's script for whatever fleet is loaded: worked out anew when the catalog changes.</summary>
internal sealed class DemoFaults(DeviceCatalog catalog) : IFaultScript
{
    private DemoScript _script = new(Catalog.Empty);

    public EchoFault Of(EchoAddress address, long now)
    {
        var current = catalog.Current;
        if (_script.Catalog != current)
        {
            _script = new DemoScript(current);
        }

        return _script.Of(address, now);
    }
}
