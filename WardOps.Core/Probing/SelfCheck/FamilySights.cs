using System.Globalization;
using System.Net.Sockets;

namespace WardOps.Core.Probing.SelfCheck;

/// <summary>What can be believed of each address family by itself, where the monitor as a whole can be believed: the uplink may be cut for one of them.</summary>
/// <param name="V4">IPv4.</param>
/// <param name="V6">IPv6.</param>
public readonly record struct FamilySights(Sight? V4, Sight? V6)
{
    public bool IsClear => IsClearV4 && IsClearV6;

    public bool IsClearV4 => V4 is null or { IsClear: true };

    public bool IsClearV6 => V6 is null or { IsClear: true };

    public Sight Of(AddressFamily family) => (family == AddressFamily.InterNetworkV6 ? V6 : V4) ?? Sight.Clear;

    /// <summary>IPv4, with its name in the words; null if it is clear.</summary>
    public Sight? ToldV4 => IsClearV4 ? null : Name("IPv4", V4!);

    /// <summary>IPv6, with its name in the words; null if it is clear.</summary>
    public Sight? ToldV6 => IsClearV6 ? null : Name("IPv6", V6!);

    /// <summary>What is not clear, with its family in its words; clear if both are.</summary>
    public Sight Told => (ToldV4, ToldV6) switch
    {
        (null, null) => Sight.Clear,
        ({ } v4, null) => v4,
        (null, { } v6) => v6,
        ({ } v4, { } v6) => v4 with { Reason = $"{v4.Reason} {v6.Reason}" },
    };

    /// <summary>Whether it is the same family that is not clear, and for the same cause; figures may differ.</summary>
    public bool IsSameTroubleAs(FamilySights other) => ToldV4?.Problem == other.ToldV4?.Problem && ToldV6?.Problem == other.ToldV6?.Problem;

    /// <summary>What was found first for each family.</summary>
    public FamilySights Or(FamilySights later) => new(IsClearV4 ? later.V4 : V4, IsClearV6 ? later.V6 : V6);

    private static Sight Name(string family, Sight sight) => sight with { Reason = string.Create(CultureInfo.InvariantCulture, $"{family}: {sight.Reason}") };
}
