using System.Buffers.Binary;
using System.Net;

namespace WardOps.Lab;

/// <summary>Addresses of both families as numbers: an IPv4 address stands for ::ffff:a.b.c.d (RFC 4291, 2.5.5.2).</summary>
internal static class AddressKey
{
    public const int Bits = 128;
    private const int Ipv4Bits = 32;

    public static UInt128 Of(ReadOnlySpan<byte> address)
        => address.Length == 4 ? new UInt128(0, 0xffff_0000_0000UL | BinaryPrimitives.ReadUInt32BigEndian(address)) : BinaryPrimitives.ReadUInt128BigEndian(address);

    public static UInt128 Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out var length) ? Of(bytes[..length]) : throw new ArgumentException($"{address} is no IP address.", nameof(address));
    }

    /// <summary>How many leading bits of the number a prefix fixes.</summary>
    public static int LengthOf(IPNetwork prefix)
        => prefix.PrefixLength + (prefix.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? Bits - Ipv4Bits : 0);

    public static UInt128 Mask(int length) => length == 0 ? 0 : UInt128.MaxValue << (Bits - length);

    /// <summary>The prefix that has this address only.</summary>
    public static IPNetwork Host(IPAddress address)
        => new(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? Ipv4Bits : Bits);
}
