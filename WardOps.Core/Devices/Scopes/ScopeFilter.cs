using System.Collections.Frozen;

namespace WardOps.Core.Devices.Scopes;

/// <summary>A <see cref="DeviceScope"/> made ready to be asked for every device: thousands of ids are looked up, not read again each time.</summary>
internal sealed class ScopeFilter
{
    private readonly DeviceScope _scope;
    private readonly FrozenSet<Guid> _ids;
    private readonly FrozenSet<string> _names;

    public ScopeFilter(DeviceScope scope)
    {
        _scope = scope;
        _ids = scope.Kind is ScopeKind.Branch or ScopeKind.Device ? scope.Ids() : [];
        _names = (scope.Values.IsDefault ? [] : scope.Values).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    public bool Matches(WatchedDevice device) => _scope.Kind switch
    {
        ScopeKind.All => true,
        ScopeKind.Type => _names.Contains(device.DeviceType),
        ScopeKind.Region => _names.Contains(device.Region),
        ScopeKind.Branch => _ids.Contains(device.BranchId),
        ScopeKind.Device => _ids.Contains(device.Id),
        ScopeKind.Tag => device.Tags.Words.Any(_names.Contains),
        _ => false,
    };
}
