using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace WardOps.Core.Probing;

/// <summary>
/// An IPv4 or IPv6 address as the echo loop carries it: the 16 bytes of the IPv6 form in network order, read as they lie
/// in memory (little-endian); IPv4 in its mapped form ::ffff:a.b.c.d (RFC 4291 section 2.5.5.2). Nothing is allocated for it.
/// </summary>
/// <param name="High">The first 8 bytes.</param>
/// <param name="Low">The last 8 bytes.</param>
public readonly record struct EchoAddress(ulong High, ulong Low)
{
    private const ulong MappedPrefix = 0xffff0000;

    /// <summary>False for the default, which is the address of nobody (::).</summary>
    public bool IsSet => High != 0 || Low != 0;

    public bool IsIpv4 => High == 0 && (Low & 0xffffffff) == MappedPrefix;

    /// <summary>The four bytes of an IPv4 address as <c>s_addr</c>.</summary>
    public uint Ipv4 => (uint)(Low >> 32);

    public bool IsLoopback => IsIpv4 ? (Ipv4 & 0xff) == 127 : High == 0 && Low == 1UL << 56;

    public AddressFamily Family => IsIpv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;

    /// <param name="address">The four bytes as <c>s_addr</c>.</param>
    public static EchoAddress FromIpv4(uint address) => new(0, ((ulong)address << 32) | MappedPrefix);

    /// <summary>Null is the address of nobody. The zone of a link-local address is not kept.</summary>
    public static EchoAddress From(IPAddress? address)
    {
        if (address is null)
        {
            return default;
        }

        Span<ulong> halves = stackalloc ulong[2];
        address.MapToIPv6().TryWriteBytes(MemoryMarshal.AsBytes(halves), out _);
        return new EchoAddress(halves[0], halves[1]);
    }

    public IPAddress ToIPAddress()
    {
        Span<ulong> halves = [High, Low];
        var address = new IPAddress(MemoryMarshal.AsBytes(halves));
        return IsIpv4 ? address.MapToIPv4() : address;
    }

    public override string ToString() => ToIPAddress().ToString();
}
