using System.Net.Sockets;

namespace WardOps.Core.Probing;

/// <summary>What differs between ICMP (RFC 792) and ICMPv6 (RFC 4443) for an echo.</summary>
internal sealed class IcmpFamily
{
    private readonly byte[] _errors;

    private IcmpFamily(AddressFamily family, byte request, byte reply, byte[] errors, int header, int protocolAt, int destinationAt, int addressLength)
    {
        Family = family;
        Request = request;
        Reply = reply;
        _errors = errors;
        Header = header;
        ProtocolAt = protocolAt;
        DestinationAt = destinationAt;
        AddressLength = addressLength;
    }

    /// <summary>Errors: destination unreachable, time exceeded, parameter problem.</summary>
    public static IcmpFamily V4 { get; } = new(AddressFamily.InterNetwork, 8, 0, [3, 11, 12], 20, 9, 16, 4);

    /// <summary>Errors: destination unreachable, packet too big, time exceeded, parameter problem. The kernel makes and checks the checksum, which covers the addresses.</summary>
    public static IcmpFamily V6 { get; } = new(AddressFamily.InterNetworkV6, 128, 129, [1, 2, 3, 4], 40, 6, 24, 16);

    public AddressFamily Family { get; }

    /// <summary>Type of an echo request.</summary>
    public byte Request { get; }

    /// <summary>Type of an echo reply.</summary>
    public byte Reply { get; }

    /// <summary>Shortest length of an IP header in bytes.</summary>
    public int Header { get; }

    /// <summary>Where the protocol stands in an IP header.</summary>
    public int ProtocolAt { get; }

    /// <summary>Number of this protocol in an IP header.</summary>
    public byte Protocol => Family == AddressFamily.InterNetwork ? (byte)1 : (byte)58;

    /// <summary>Version in an IP header.</summary>
    public int Version => Family == AddressFamily.InterNetwork ? 4 : 6;

    /// <summary>Where the destination stands in an IP header.</summary>
    public int DestinationAt { get; }

    /// <summary>Bytes of an address.</summary>
    public int AddressLength { get; }

    /// <summary>Whether the message carries a checksum that has to be written and checked here (RFC 1071).</summary>
    public bool OwnsChecksum => Family == AddressFamily.InterNetwork;

    public bool IsError(byte type) => _errors.AsSpan().Contains(type);

    /// <summary>Whether an ICMP error quotes the beginning of an ICMP message of this family. Our requests have no IP options and no extension headers, but a router on the way may have added options.</summary>
    /// <param name="packet">What the error quotes: an IP header, and what follows it.</param>
    /// <param name="header">Length of that header.</param>
    public bool IsQuoted(ReadOnlySpan<byte> packet, out int header)
    {
        const int FragmentAt = 6;
        header = Version == 4 && !packet.IsEmpty ? (packet[0] & 0xf) * 4 : Header;
        return header >= Header
            && packet.Length >= header + 8
            && packet[0] >> 4 == Version
            && packet[ProtocolAt] == Protocol
            && (Version == 6 || ((packet[FragmentAt] & 0x1f) == 0 && packet[FragmentAt + 1] == 0));   // only a first fragment begins with the ICMP header
    }

    public static IcmpFamily Of(AddressFamily family) => family == AddressFamily.InterNetwork ? V4 : V6;

    public static IcmpFamily Of(in EchoAddress address) => address.IsIpv4 ? V4 : V6;
}
