using System.Collections.Immutable;

namespace WardOps.Core.Devices;

/// <summary>The devices through which a device is reached, as somebody has named them; equal by what it holds. Where nobody has (null), it is reached through the gateway of its branch.</summary>
public sealed class ParentIds : IEquatable<ParentIds>
{
    private ParentIds(ImmutableArray<Guid> ids) => Ids = ids;

    /// <summary>Nothing stands before it: it is judged by its own echoes alone.</summary>
    public static ParentIds None { get; } = new([]);

    /// <summary>Each once, in order of id: the order of several ways says nothing.</summary>
    public ImmutableArray<Guid> Ids { get; }

    public static ParentIds Of(params IEnumerable<Guid> ids) => ids.Distinct().Order().ToImmutableArray() is { Length: > 0 } some ? new ParentIds(some) : None;

    public bool Equals(ParentIds? other) => other is not null && Ids.AsSpan().SequenceEqual(other.Ids.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as ParentIds);

    public override int GetHashCode() => Ids.Aggregate(17, (hash, id) => HashCode.Combine(hash, id));
}
