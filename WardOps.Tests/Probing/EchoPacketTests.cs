using System.Buffers.Binary;
using System.Net;
using CsCheck;
using WardOps.Core.Probing;

namespace WardOps.Tests.Probing;

public sealed class EchoPacketTests
{
    private const ushort Id = 0x4242;
    private static readonly EchoToken s_token = new(123_456_789_012, 40_000);
    private static readonly uint s_host = Ipv4.Pack(IPAddress.Parse("127.64.3.9"));

    [Fact]
    public void Reply_ToAnyRequest_GivesItsTokenBack()
        => Gen.Select(Gen.Long, Gen.UShort, Gen.UInt, Gen.UShort).Sample((ticket, sequence, address, id) =>
        {
            var message = new byte[EchoPacket.Length];
            EchoPacket.WriteRequest(message, SimulatedRun.Key, id, new EchoToken(ticket, sequence), address);
            Assert.Equal(0, EchoPacket.Checksum(message));
            EchoPacket.TurnIntoReply(message);

            var verdict = EchoPacket.Read(message, address, SimulatedRun.Key, id, out var token);

            Assert.Equal((PacketVerdict.Reply, ticket, sequence), (verdict, token.Ticket, token.Sequence));
        });

    [Fact]
    public void Reply_WithAnyByteOfItsSealedPartChanged_NeverCounts()
        => Gen.Select(Gen.Int[0, EchoPacket.Length - 1], Gen.Byte[1, 255]).Sample((at, flip) =>
        {
            var message = Reply();
            message[at] ^= flip;
            if (at >= 8)
            {
                Sum(message);   // a forger makes the checksum right
            }

            // The padding carries nothing and is not sealed.
            var expected = at >= 32;
            Assert.Equal(expected, Read(message) == PacketVerdict.Reply);
        });

    [Fact]
    public void Checksum_OfRfc1071Example_IsItsComplement()
        => Assert.Equal(0xddf2, (ushort)~EchoPacket.Checksum([0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]));

    [Fact]
    public void Checksum_OfOddLength_PadsWithZero()
        => Assert.Equal(EchoPacket.Checksum([1, 2, 3, 4, 5, 0]), EchoPacket.Checksum([1, 2, 3, 4, 5]));

    [Fact]
    public void Read_FromAnotherSource_IsSpoofed()
        => Assert.Equal(PacketVerdict.Spoofed, EchoPacket.Read(Reply(), s_host ^ 0x01000000, SimulatedRun.Key, Id, out _));

    [Fact]
    public void Read_WithAnotherSequence_IsSpoofed()
    {
        var message = Reply();
        message[7] ^= 1;
        Sum(message);
        Assert.Equal(PacketVerdict.Spoofed, Read(message));
    }

    [Fact]
    public void Read_OfAnotherProcess_IsForeign()
        => Assert.Equal(PacketVerdict.Foreign, EchoPacket.Read(Reply(), s_host, SimulatedRun.Key with { Nonce = 1 }, Id, out _));

    [Fact]
    public void Read_WithAnotherIdentifier_IsForeign()
        => Assert.Equal(PacketVerdict.Foreign, EchoPacket.Read(Reply(), s_host, SimulatedRun.Key, Id + 1, out _));

    [Fact]
    public void Read_OfRequest_IsForeign()
    {
        var message = new byte[EchoPacket.Length];
        EchoPacket.WriteRequest(message, SimulatedRun.Key, Id, s_token, s_host);
        Assert.Equal(PacketVerdict.Foreign, Read(message));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(63)]
    public void Read_OfShortMessage_IsMalformed(int length)
        => Assert.Equal(PacketVerdict.Malformed, Read(Reply().AsSpan(0, length)));

    [Fact]
    public void Read_WithWrongChecksum_IsMalformed()
    {
        var message = Reply();
        message[2] ^= 1;
        Assert.Equal(PacketVerdict.Malformed, Read(message));
    }

    [Theory]
    [InlineData(3, Id, PacketVerdict.Error)]
    [InlineData(11, Id, PacketVerdict.Error)]
    [InlineData(12, Id, PacketVerdict.Error)]
    [InlineData(3, Id + 1, PacketVerdict.Foreign)]
    [InlineData(5, Id, PacketVerdict.Foreign)]
    public void Read_OfIcmpError_IsOursOnlyIfItQuotesOurIdentifier(byte type, ushort id, object verdict)
    {
        var error = new byte[8 + 20 + 8];
        error[0] = type;
        error[8] = 0x45;
        error[28] = 8;
        BinaryPrimitives.WriteUInt16BigEndian(error.AsSpan(32), id);
        Assert.Equal(verdict, Read(error));
    }

    [Fact]
    public void Read_OfAnyBytes_NeverThrows()
        => Gen.Byte.Array[0, 200].Sample(bytes => Read(bytes) != PacketVerdict.Reply);

    private static PacketVerdict Read(ReadOnlySpan<byte> message) => EchoPacket.Read(message, s_host, SimulatedRun.Key, Id, out _);

    private static byte[] Reply()
    {
        var message = new byte[EchoPacket.Length];
        EchoPacket.WriteRequest(message, SimulatedRun.Key, Id, s_token, s_host);
        EchoPacket.TurnIntoReply(message);
        return message;
    }

    private static void Sum(byte[] message)
    {
        message[2] = message[3] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), EchoPacket.Checksum(message));
    }
}
