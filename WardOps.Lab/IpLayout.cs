namespace WardOps.Lab;

/// <summary>Where the fields of the packets are, in bytes: RFC 791 (IPv4), RFC 8200 (IPv6), RFC 792 and RFC 4443 (ICMP).</summary>
internal static class IpLayout
{
    public const byte Icmpv4 = 1;
    public const byte Icmpv6 = 58;

    /// <summary>Without options.</summary>
    public const int Header4 = 20;
    public const int Header6 = 40;
    public const int Source4At = 12;
    public const int Source6At = 8;

    /// <summary>Header of an ICMP message: type, code, checksum, identifier, sequence number.</summary>
    public const int IcmpHeader = 8;
    public const int ChecksumAt = 2;
    public const int IdAt = 4;

    public const byte Request4 = 8;
    public const byte Reply4 = 0;
    public const byte Request6 = 128;
    public const byte Reply6 = 129;

    /// <summary>No packet of the lab is longer: the MTU of its interfaces.</summary>
    public const int Mtu = 1500;

    /// <summary>RFC 4443, 2.4c: an error quotes no more than fits into this.</summary>
    public const int SmallestMtu6 = 1280;
}
