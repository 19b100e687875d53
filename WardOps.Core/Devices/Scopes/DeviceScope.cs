using System.Collections.Frozen;
using System.Collections.Immutable;

namespace WardOps.Core.Devices.Scopes;

/// <summary>Which devices a rule, a maintenance window or a route is for: all, or those that fit any of the values.</summary>
/// <param name="Kind">By what.</param>
/// <param name="Values">Names without regard to case, or ids in the form of <see cref="Guid.ToString()"/>; ignored for all.</param>
public sealed record DeviceScope(ScopeKind Kind, ImmutableArray<string> Values)
{
    public static DeviceScope All { get; } = new(ScopeKind.All, []);

    public static DeviceScope Of(ScopeKind kind, params IEnumerable<string> values) => new(kind, [.. values]);

    public bool Matches(WatchedDevice device) => Kind switch
    {
        ScopeKind.All => true,
        ScopeKind.Type => Has(device.DeviceType),
        ScopeKind.Region => Has(device.Region),
        ScopeKind.Branch => HasId(device.BranchId),
        ScopeKind.Device => HasId(device.Id),
        ScopeKind.Tag => !device.Tags.IsEmpty && Values.Any(device.Tags.Contains),
        _ => false,
    };

    public bool Equals(DeviceScope? other) => other is not null && Kind == other.Kind && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Kind, Values.Length);

    /// <summary>The ids among its values, read once; what is none is left out.</summary>
    internal FrozenSet<Guid> Ids() => Values.IsDefault ? [] : Values.Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToFrozenSet();

    /// <summary>Whether a name is one of its values, without regard to case.</summary>
    internal bool Has(string name) => Values.Any(v => string.Equals(v, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an id is one of its values.</summary>
    internal bool HasId(Guid id) => Values.Any(v => Guid.TryParse(v, out var own) && own == id);
}
