using System.Collections.Frozen;

namespace WardOps.Core.Devices.Scopes;

/// <summary>All devices of a scope at once, without parsing its ids for each of them.</summary>
public static class ScopedDevices
{
    public static IEnumerable<WatchedDevice> In(this DeviceScope scope, Catalog catalog)
    {
        switch (scope.Kind)
        {
            case ScopeKind.All:
                return catalog.Devices;
            case ScopeKind.Device:
                return Ids(scope).Select(catalog.Find).OfType<WatchedDevice>();
            case ScopeKind.Branch:
                var branches = Ids(scope);
                return catalog.Devices.Where(d => branches.Contains(d.BranchId));
            default:
                return catalog.Devices.Where(scope.Matches);
        }
    }

    private static FrozenSet<Guid> Ids(DeviceScope scope) => scope.Values.Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToFrozenSet();
}
