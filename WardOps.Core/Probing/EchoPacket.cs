using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace WardOps.Core.Probing;

/// <summary>
/// The echo messages of WardOps: 8 bytes of header (RFC 792, RFC 4443) and 56 of payload: nonce, ticket, seal, padding. The
/// seal is a SipHash of (ticket, identifier, sequence, destination) under a secret, so nobody who has not seen the request
/// can answer it, and a reply counts only from the address that was asked.
/// </summary>
internal static class EchoPacket
{
    /// <summary>Length of the whole ICMP message in bytes; the default of ping and fping.</summary>
    public const int Length = 64;

    private const int NonceAt = 8;
    private const int TicketAt = 16;
    private const int SealAt = 24;
    private const int PaddingAt = 32;

    /// <summary>Writes a complete request into the first <see cref="Length"/> bytes of <paramref name="message"/>.</summary>
    public static void WriteRequest(Span<byte> message, EchoKey key, EchoToken token, in EchoAddress destination)
    {
        var family = IcmpFamily.Of(in destination);
        message = message[..Length];
        message[0] = family.Request;
        message[1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(message[4..], token.Id);
        BinaryPrimitives.WriteUInt16BigEndian(message[6..], token.Sequence);
        BinaryPrimitives.WriteUInt64LittleEndian(message[NonceAt..], key.Nonce);
        BinaryPrimitives.WriteInt64LittleEndian(message[TicketAt..], token.Ticket);
        BinaryPrimitives.WriteUInt64LittleEndian(message[SealAt..], Seal(key, token, in destination));
        message[PaddingAt..].Fill((byte)'W');
        Close(message, family);
    }

    /// <summary>Turns a request into the reply that a host would give, in place.</summary>
    public static void TurnIntoReply(Span<byte> message)
    {
        var family = message[0] == IcmpFamily.V6.Request ? IcmpFamily.V6 : IcmpFamily.V4;
        message[0] = family.Reply;
        Close(message, family);
    }

    /// <summary>Says what <paramref name="message"/> is to us. Reads the token of a reply and the quotation of an error.</summary>
    public static PacketVerdict Read(
        ReadOnlySpan<byte> message, in EchoAddress source, in EchoIdentity identity, out EchoToken token, out QuotedEcho quoted)
    {
        token = default;
        quoted = default;
        if (message.Length < 8)
        {
            return PacketVerdict.Malformed;
        }

        if (message[0] != identity.Family.Reply)
        {
            return identity.Family.IsError(message[0]) ? Quote(message, in identity, out quoted) : PacketVerdict.Foreign;
        }

        var id = BinaryPrimitives.ReadUInt16BigEndian(message[4..]);
        if (!identity.IsOurs(id))
        {
            return PacketVerdict.Foreign;
        }

        if (message.Length != Length || message[1] != 0 || (identity.Family.OwnsChecksum && Checksum(message) != 0))
        {
            return PacketVerdict.Malformed;
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(message[NonceAt..]) != identity.Key.Nonce)
        {
            return PacketVerdict.Foreign;
        }

        token = new EchoToken(
            BinaryPrimitives.ReadInt64LittleEndian(message[TicketAt..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[6..]),
            id);
        return BinaryPrimitives.ReadUInt64LittleEndian(message[SealAt..]) == Seal(identity.Key, token, in source)
            ? PacketVerdict.Reply
            : PacketVerdict.Spoofed;
    }

    /// <summary>The internet checksum (RFC 1071); 0 over a message that carries a correct one.</summary>
    public static ushort Checksum(ReadOnlySpan<byte> message)
    {
        ulong sum = 0;
        foreach (var word in MemoryMarshal.Cast<byte, uint>(message))
        {
            sum += word;   // the sum does not depend on the byte order, RFC 1071 section 2
        }

        var rest = message[(message.Length & ~3)..];
        for (var i = 0; i < rest.Length; i++)
        {
            sum += (ulong)rest[i] << (8 * i);
        }

        while (sum >> 16 != 0)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return BinaryPrimitives.ReverseEndianness((ushort)~sum);
    }

    /// <summary>An ICMP error quotes the IP header and at least 8 bytes of the message it is about: identifier and sequence, no payload.</summary>
    private static PacketVerdict Quote(ReadOnlySpan<byte> error, in EchoIdentity identity, out QuotedEcho quoted)
    {
        quoted = default;
        var family = identity.Family;
        var packet = error[8..];
        if ((family.OwnsChecksum && Checksum(error) != 0) || !family.IsQuoted(packet, out var header))
        {
            return PacketVerdict.Malformed;
        }

        if (packet[header] != family.Request)
        {
            return PacketVerdict.Foreign;
        }

        quoted = new QuotedEcho(
            new IcmpError(error[0], error[1]),
            Address(packet.Slice(family.DestinationAt, family.AddressLength)),
            BinaryPrimitives.ReadUInt16BigEndian(packet[(header + 4)..]),
            BinaryPrimitives.ReadUInt16BigEndian(packet[(header + 6)..]));
        return identity.IsOurs(quoted.Id) ? PacketVerdict.Error : PacketVerdict.Foreign;
    }

    private static EchoAddress Address(ReadOnlySpan<byte> bytes) => bytes.Length == 4
        ? EchoAddress.FromIpv4(MemoryMarshal.Read<uint>(bytes))
        : new EchoAddress(MemoryMarshal.Read<ulong>(bytes), MemoryMarshal.Read<ulong>(bytes[8..]));

    /// <summary>Makes the checksum right, where it is not the kernel that does.</summary>
    public static void Close(Span<byte> message, IcmpFamily family)
    {
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], 0);
        if (family.OwnsChecksum)
        {
            BinaryPrimitives.WriteUInt16BigEndian(message[2..], Checksum(message));
        }
    }

    private static ulong Seal(EchoKey key, EchoToken token, in EchoAddress address)
    {
        Span<byte> part = stackalloc byte[32];
        BinaryPrimitives.WriteInt64LittleEndian(part, token.Ticket);
        BinaryPrimitives.WriteUInt64LittleEndian(part[8..], address.High);
        BinaryPrimitives.WriteUInt64LittleEndian(part[16..], address.Low);
        BinaryPrimitives.WriteUInt64LittleEndian(part[24..], ((ulong)token.Id << 16) | token.Sequence);
        return SipHash.Of(part, key.K0, key.K1);
    }
}
