namespace WardOps.Core.Probing.Linux;

/// <summary>What differs between the ICMP sockets of IPv4 and IPv6.</summary>
/// <param name="Icmp">The messages.</param>
/// <param name="Domain">AF_INET or AF_INET6.</param>
/// <param name="Protocol">IPPROTO_ICMP or IPPROTO_ICMPV6.</param>
/// <param name="AddressLength">Length of its socket address.</param>
/// <param name="Level">Level of its own socket options.</param>
/// <param name="OptionErrors">IP_RECVERR or IPV6_RECVERR, which is also the type of the control message it brings.</param>
internal sealed record SocketFamily(IcmpFamily Icmp, ushort Domain, int Protocol, uint AddressLength, int Level, int OptionErrors)
{
    public static SocketFamily V4 { get; } = new(IcmpFamily.V4, LibC.FamilyInet, 1, SocketAddressAny.LengthV4, 0, 11);

    public static SocketFamily V6 { get; } = new(IcmpFamily.V6, LibC.FamilyInet6, 58, SocketAddressAny.LengthV6, 41, 25);

    /// <summary>A raw IPv4 socket delivers the IP header with each message; a raw IPv6 socket does not.</summary>
    public bool HasHeader => this == V4;
}
