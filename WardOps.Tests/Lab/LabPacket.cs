using System.Buffers.Binary;
using System.Net;

namespace WardOps.Tests.Lab;

/// <summary>Packets as the tests write and check them, without the lab's own code.</summary>
internal static class LabPacket
{
    public const ushort Id = 0x1234;

    /// <summary>An echo request in its IP packet.</summary>
    public static byte[] Request(string from, string to, ushort sequence = 7, int payload = 56)
    {
        var (source, destination) = (IPAddress.Parse(from).GetAddressBytes(), IPAddress.Parse(to).GetAddressBytes());
        var isIpv6 = source.Length == 16;
        var message = Message(isIpv6, sequence, payload);
        var header = new byte[isIpv6 ? 40 : 20];
        if (isIpv6)
        {
            header[0] = 0x60;
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), (ushort)message.Length);
            header[6] = 58;
            source.CopyTo(header, 8);
            destination.CopyTo(header, 24);
        }
        else
        {
            header[0] = 0x45;
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(20 + message.Length));
            header[8] = 64;
            header[9] = 1;
            source.CopyTo(header, 12);
            destination.CopyTo(header, 16);
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(10), (ushort)~Sum(header));
        }

        byte[] packet = [.. header, .. message];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(header.Length + 2), (ushort)~IcmpSum(packet));
        return packet;
    }

    /// <summary>An echo request with no checksum yet.</summary>
    public static byte[] Message(bool isIpv6, ushort sequence, int payload = 56)
    {
        var message = new byte[8 + payload];
        message[0] = (byte)(isIpv6 ? 128 : 8);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(4), Id);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(6), sequence);
        for (var i = 8; i < message.Length; i++)
        {
            message[i] = (byte)(i * 7);
        }

        return message;
    }

    /// <summary>0xffff for an ICMP message whose checksum is right.</summary>
    public static ushort IcmpSum(ReadOnlySpan<byte> packet)
    {
        if (packet[0] >> 4 == 4)
        {
            return Sum(packet[20..]);
        }

        byte[] pseudo = [.. packet[8..40], 0, 0, (byte)((packet.Length - 40) >> 8), (byte)(packet.Length - 40), 0, 0, 0, 58, .. packet[40..]];
        return Sum(pseudo);
    }

    /// <summary>RFC 1071, word by word.</summary>
    public static ushort Sum(ReadOnlySpan<byte> data)
    {
        var sum = 0;
        for (var i = 0; i < data.Length; i++)
        {
            sum += i % 2 == 0 ? data[i] << 8 : data[i];
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return (ushort)sum;
    }
}
