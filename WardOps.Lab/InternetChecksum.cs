using System.Buffers.Binary;

namespace WardOps.Lab;

/// <summary>The checksum of IPv4, ICMP and ICMPv6 (RFC 1071): the one's complement of the one's complement sum of 16-bit words.</summary>
internal static class InternetChecksum
{
    /// <summary>The checksum of <paramref name="data"/>; 0 if the right checksum is already in it.</summary>
    /// <param name="data">What is summed up. An odd last byte is the high half of a word.</param>
    /// <param name="sum">What else counts: a <see cref="PseudoHeader"/>, or 0.</param>
    public static ushort Of(ReadOnlySpan<byte> data, ulong sum = 0)
    {
        // Wider words give the same sum once folded, in half the steps.
        while (data.Length >= 4)
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(data);
            data = data[4..];
        }

        if (data.Length >= 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(data);
            data = data[2..];
        }

        if (data.Length == 1)
        {
            sum += (uint)data[0] << 8;
        }

        while (sum >> 16 != 0)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return (ushort)~sum;
    }

    /// <summary>What RFC 8200, 8.1 adds to the sum of an ICMPv6 message: both addresses, its length in bytes, and 58.</summary>
    public static ulong PseudoHeader(ReadOnlySpan<byte> addresses, int length)
        => (ulong)(ushort)~Of(addresses) + (uint)length + IpLayout.Icmpv6;
}
