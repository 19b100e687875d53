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

    /// <summary>The one that is not clear, with its family in its words; clear if both are.</summary>
    public Sight Told => !IsClearV4 ? Name("IPv4", V4!) : !IsClearV6 ? Name("IPv6", V6!) : Sight.Clear;

    private static Sight Name(string family, Sight sight) => sight with { Reason = string.Create(CultureInfo.InvariantCulture, $"{family}: {sight.Reason}") };
}
