namespace WardOps.Core.Devices.Scopes;

/// <summary>All devices of a scope at once, without parsing its ids for each of them.</summary>
public static class ScopedDevices
{
    public static IEnumerable<WatchedDevice> In(this DeviceScope scope, Catalog catalog) => scope.Kind switch
    {
        ScopeKind.All => catalog.Devices,
        ScopeKind.Device => scope.Ids().Select(catalog.Find).OfType<WatchedDevice>(),   // a few by their ids, and not the fleet
        _ => catalog.Devices.Where(new ScopeFilter(scope).Matches),
    };
}
