using System.Collections.Frozen;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Core.Alerts.Rules.Judging;

/// <summary>A <see cref="DeviceScope"/> made ready to be asked for every device: thousands of ids are looked up, not read again each time.</summary>
internal sealed class ScopeFilter
{
    private readonly DeviceScope _scope;
    private readonly FrozenSet<Guid> _ids;
    private readonly FrozenSet<string> _names;

    public ScopeFilter(DeviceScope scope)
    {
        _scope = scope;
        var values = scope.Values.IsDefault ? [] : scope.Values;
        _ids = scope.Kind is ScopeKind.Branch or ScopeKind.Device ? values.Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToFrozenSet() : [];
        _names = values.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
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
