using System.Buffers.Binary;
using System.Net;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Lab;

/// <summary>Writes the packet that answers an echo request, with right lengths and checksums even where the answer is a wrong one.</summary>
internal static class EchoAnswer
{
    private const byte HopLimit = 64;
    private const int TruncatedBy = 16;   // as in the simulated network of WardOps.Core

    /// <summary>Writes the echo reply and gives its length in bytes.</summary>
    public static int Reply(in EchoRequest request, EchoBehaviour host, Span<byte> packet)
    {
        var header = request.IsIpv6 ? IpLayout.Header6 : IpLayout.Header4;
        var length = request.Message.Length;
        if (host.IsTruncated)
        {
            length = Math.Max(IpLayout.IcmpHeader, length - TruncatedBy);
        }

        var message = packet.Slice(header, length);
        request.Message[..length].CopyTo(message);
        message[0] = request.IsIpv6 ? IpLayout.Reply6 : IpLayout.Reply4;
        if (host.HasWrongId)
        {
            message[IpLayout.IdAt] ^= 0xff;
        }

        Span<byte> source = stackalloc byte[request.Destination.Length];
        request.Destination.CopyTo(source);
        if (host.IsSpoofed)
        {
            source[^2] ^= 0x80;   // a neighbour of the same behaviour, who may well be pinged too
        }

        return Close(in request, source, packet[..(header + length)]);
    }

    /// <summary>
    /// Writes an ICMP error that quotes the request and gives its length in bytes. It quotes <paramref name="quoted"/> bytes after
    /// the IP header; null for what routers do: 8 in IPv4 (RFC 792), as much as fits into 1280 bytes in IPv6 (RFC 4443).
    /// </summary>
    public static int Error(in EchoRequest request, IcmpError error, IPAddress? router, int? quoted, Span<byte> packet)
    {
        var header = request.IsIpv6 ? IpLayout.Header6 : IpLayout.Header4;
        var most = IpLayout.SmallestMtu6 - header - IpLayout.IcmpHeader - request.HeaderLength;
        var bytes = Math.Min(Math.Min(quoted ?? (request.IsIpv6 ? most : IpLayout.IcmpHeader), request.Message.Length), most);
        var quote = request.Packet[..(request.HeaderLength + bytes)];

        var message = packet.Slice(header, IpLayout.IcmpHeader + quote.Length);
        message[..IpLayout.IcmpHeader].Clear();
        message[0] = error.Type;
        message[1] = error.Code;
        quote.CopyTo(message[IpLayout.IcmpHeader..]);

        Span<byte> source = stackalloc byte[request.Destination.Length];
        if (router is null || !router.TryWriteBytes(source, out var written) || written != source.Length)
        {
            request.Destination.CopyTo(source);
        }

        return Close(in request, source, packet[..(header + message.Length)]);
    }

    /// <summary>Puts the IP header before the message and the checksums into both.</summary>
    private static int Close(in EchoRequest request, ReadOnlySpan<byte> source, Span<byte> packet)
    {
        if (request.IsIpv6)
        {
            Close6(source, request.Source, packet);
        }
        else
        {
            Close4(source, request.Source, packet);
        }

        return packet.Length;
    }

    private static void Close4(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, Span<byte> packet)
    {
        var header = packet[..IpLayout.Header4];
        header.Clear();
        header[0] = 0x45;   // version 4, five words
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)packet.Length);
        header[6] = 0x40;   // do not fragment: then the identification may be 0 (RFC 6864)
        header[8] = HopLimit;
        header[9] = IpLayout.Icmpv4;
        source.CopyTo(header[IpLayout.Source4At..]);
        destination.CopyTo(header[(IpLayout.Source4At + 4)..]);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], InternetChecksum.Of(header));
        Seal(packet[IpLayout.Header4..], 0);
    }

    private static void Close6(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, Span<byte> packet)
    {
        var header = packet[..IpLayout.Header6];
        var message = packet[IpLayout.Header6..];
        header.Clear();
        header[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)message.Length);
        header[6] = IpLayout.Icmpv6;
        header[7] = HopLimit;
        source.CopyTo(header[IpLayout.Source6At..]);
        destination.CopyTo(header[(IpLayout.Source6At + 16)..]);
        Seal(message, InternetChecksum.PseudoHeader(header[IpLayout.Source6At..], message.Length));
    }

    private static void Seal(Span<byte> message, ulong sum)
    {
        var checksum = message[IpLayout.ChecksumAt..];
        checksum[..2].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(checksum, InternetChecksum.Of(message, sum));
    }
}
