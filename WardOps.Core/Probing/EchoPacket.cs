using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace WardOps.Core.Probing;

/// <summary>
/// The ICMP echo messages of WardOps: 8 bytes of header (RFC 792) and 56 of payload: nonce, ticket, seal, padding. The seal
/// is a SipHash of (ticket, sequence, destination) under a secret, so nobody who has not seen the request can answer it,
/// and a reply counts only from the address that was asked.
/// </summary>
internal static class EchoPacket
{
    /// <summary>Length of the whole ICMP message in bytes; the default of ping and fping.</summary>
    public const int Length = 64;

    private const byte TypeReply = 0;
    private const byte TypeUnreachable = 3;
    private const byte TypeRequest = 8;
    private const byte TypeTimeExceeded = 11;
    private const byte TypeParameterProblem = 12;

    private const int NonceAt = 8;
    private const int TicketAt = 16;
    private const int SealAt = 24;
    private const int PaddingAt = 32;

    /// <summary>Writes a complete request, checksum included, into the first <see cref="Length"/> bytes of <paramref name="message"/>.</summary>
    public static void WriteRequest(Span<byte> message, EchoKey key, ushort echoId, EchoToken token, uint destination)
    {
        message = message[..Length];
        message[0] = TypeRequest;
        message[1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(message[4..], echoId);
        BinaryPrimitives.WriteUInt16BigEndian(message[6..], token.Sequence);
        BinaryPrimitives.WriteUInt64LittleEndian(message[NonceAt..], key.Nonce);
        BinaryPrimitives.WriteInt64LittleEndian(message[TicketAt..], token.Ticket);
        BinaryPrimitives.WriteUInt64LittleEndian(message[SealAt..], Seal(key, token, destination));
        message[PaddingAt..].Fill((byte)'W');
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], Checksum(message));
    }

    /// <summary>Turns a request into the reply that a host would give, in place.</summary>
    public static void TurnIntoReply(Span<byte> message)
    {
        message[0] = TypeReply;
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], Checksum(message));
    }

    /// <summary>Says what <paramref name="message"/> is to us, and reads the token of a reply.</summary>
    public static PacketVerdict Read(ReadOnlySpan<byte> message, uint source, EchoKey key, ushort echoId, out EchoToken token)
    {
        token = default;
        if (message.Length < 8)
        {
            return PacketVerdict.Malformed;
        }

        if (message[0] != TypeReply)
        {
            return message[0] is TypeUnreachable or TypeTimeExceeded or TypeParameterProblem && Quotes(message, echoId)
                ? PacketVerdict.Error
                : PacketVerdict.Foreign;
        }

        if (BinaryPrimitives.ReadUInt16BigEndian(message[4..]) != echoId)
        {
            return PacketVerdict.Foreign;
        }

        if (message.Length != Length || message[1] != 0 || Checksum(message) != 0)
        {
            return PacketVerdict.Malformed;
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(message[NonceAt..]) != key.Nonce)
        {
            return PacketVerdict.Foreign;
        }

        token = new EchoToken(
            BinaryPrimitives.ReadInt64LittleEndian(message[TicketAt..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[6..]));
        return BinaryPrimitives.ReadUInt64LittleEndian(message[SealAt..]) == Seal(key, token, source)
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
    private static bool Quotes(ReadOnlySpan<byte> error, ushort echoId)
    {
        var quoted = error[8..];
        var header = quoted.IsEmpty ? 0 : (quoted[0] & 0xf) * 4;
        return header >= 20
            && quoted.Length >= header + 8
            && quoted[header] == TypeRequest
            && BinaryPrimitives.ReadUInt16BigEndian(quoted[(header + 4)..]) == echoId;
    }

    private static ulong Seal(EchoKey key, EchoToken token, uint address)
    {
        Span<byte> sealedPart = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(sealedPart, token.Ticket);
        BinaryPrimitives.WriteUInt32LittleEndian(sealedPart[8..], address);
        BinaryPrimitives.WriteUInt32LittleEndian(sealedPart[12..], token.Sequence);
        return SipHash.Of(sealedPart, key.K0, key.K1);
    }
}
