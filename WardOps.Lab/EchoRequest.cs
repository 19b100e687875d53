using System.Buffers.Binary;

namespace WardOps.Lab;

/// <summary>An echo request in its IP packet.</summary>
internal readonly ref struct EchoRequest
{
    private EchoRequest(ReadOnlySpan<byte> packet, int header, bool isIpv6)
    {
        Packet = packet;
        HeaderLength = header;
        IsIpv6 = isIpv6;
    }

    public ReadOnlySpan<byte> Packet { get; }

    /// <summary>Of the IP header with its options, in bytes.</summary>
    public int HeaderLength { get; }

    public bool IsIpv6 { get; }

    public ReadOnlySpan<byte> Message => Packet[HeaderLength..];

    public ReadOnlySpan<byte> Source => IsIpv6 ? Packet.Slice(IpLayout.Source6At, 16) : Packet.Slice(IpLayout.Source4At, 4);

    public ReadOnlySpan<byte> Destination => IsIpv6 ? Packet.Slice(IpLayout.Source6At + 16, 16) : Packet.Slice(IpLayout.Source4At + 4, 4);

    public static PacketKind TryParse(ReadOnlySpan<byte> packet, out EchoRequest request)
    {
        request = default;
        return packet.IsEmpty ? PacketKind.Unparsable : (packet[0] >> 4) switch
        {
            4 => TryParse4(packet, out request),
            6 => TryParse6(packet, out request),
            _ => PacketKind.Unparsable,
        };
    }

    private static PacketKind TryParse4(ReadOnlySpan<byte> packet, out EchoRequest request)
    {
        request = default;
        var header = (packet[0] & 0xf) * 4;
        if (header < IpLayout.Header4 || packet.Length < header)
        {
            return PacketKind.Unparsable;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (length < header || length > packet.Length || InternetChecksum.Of(packet[..header]) != 0)
        {
            return PacketKind.Unparsable;
        }

        var isFragment = (BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) & 0x3fff) != 0;
        if (packet[9] != IpLayout.Icmpv4 || isFragment)
        {
            return PacketKind.Other;
        }

        var message = packet[header..length];
        request = new EchoRequest(packet[..length], header, isIpv6: false);
        return Judge(message, IpLayout.Request4, 0);
    }

    private static PacketKind TryParse6(ReadOnlySpan<byte> packet, out EchoRequest request)
    {
        request = default;
        if (packet.Length < IpLayout.Header6)
        {
            return PacketKind.Unparsable;
        }

        var length = IpLayout.Header6 + BinaryPrimitives.ReadUInt16BigEndian(packet[4..]);
        if (length > packet.Length)
        {
            return PacketKind.Unparsable;
        }

        if (packet[6] != IpLayout.Icmpv6)
        {
            return PacketKind.Other;
        }

        var message = packet[IpLayout.Header6..length];
        request = new EchoRequest(packet[..length], IpLayout.Header6, isIpv6: true);
        return Judge(message, IpLayout.Request6, InternetChecksum.PseudoHeader(packet.Slice(IpLayout.Source6At, 32), message.Length));
    }

    private static PacketKind Judge(ReadOnlySpan<byte> message, byte type, ulong sum)
        => message.Length < IpLayout.IcmpHeader || InternetChecksum.Of(message, sum) != 0 ? PacketKind.Unparsable
            : message[0] == type && message[1] == 0 ? PacketKind.EchoRequest
            : PacketKind.Other;
}
