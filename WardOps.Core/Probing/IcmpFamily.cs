using System.Net.Sockets;

namespace WardOps.Core.Probing;

/// <summary>What differs between ICMP (RFC 792) and ICMPv6 (RFC 4443) for an echo.</summary>
internal sealed class IcmpFamily
{
    private readonly byte[] _errors;

    private IcmpFamily(AddressFamily family, byte request, byte reply, byte[] errors, int header, int destinationAt, int addressLength)
    {
        Family = family;
        Request = request;
        Reply = reply;
        _errors = errors;
        Header = header;
        DestinationAt = destinationAt;
        AddressLength = addressLength;
    }

    /// <summary>Errors: destination unreachable, time exceeded, parameter problem.</summary>
    public static IcmpFamily V4 { get; } = new(AddressFamily.InterNetwork, 8, 0, [3, 11, 12], 20, 16, 4);

    /// <summary>Errors: destination unreachable, packet too big, time exceeded, parameter problem. The kernel makes and checks the checksum, which covers the addresses.</summary>
    public static IcmpFamily V6 { get; } = new(AddressFamily.InterNetworkV6, 128, 129, [1, 2, 3, 4], 40, 24, 16);

    public AddressFamily Family { get; }

    /// <summary>Type of an echo request.</summary>
    public byte Request { get; }

    /// <summary>Type of an echo reply.</summary>
    public byte Reply { get; }

    /// <summary>Shortest length of an IP header in bytes.</summary>
    public int Header { get; }

    /// <summary>Where the destination stands in an IP header.</summary>
    public int DestinationAt { get; }

    /// <summary>Bytes of an address.</summary>
    public int AddressLength { get; }

    /// <summary>Whether the message carries a checksum that has to be written and checked here (RFC 1071).</summary>
    public bool OwnsChecksum => Family == AddressFamily.InterNetwork;

    public bool IsError(byte type) => _errors.AsSpan().Contains(type);

    public static IcmpFamily Of(AddressFamily family) => family == AddressFamily.InterNetwork ? V4 : V6;

    public static IcmpFamily Of(in EchoAddress address) => address.IsIpv4 ? V4 : V6;
}
