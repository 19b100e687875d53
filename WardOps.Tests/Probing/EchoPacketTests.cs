using System.Buffers.Binary;
using System.Net;
using CsCheck;
using WardOps.Core.Probing;

namespace WardOps.Tests.Probing;

public sealed class EchoPacketTests
{
    private const ushort Id = 0x4242;
    private static readonly EchoToken s_token = new(123_456_789_012, 40_000, Id);
    private static readonly EchoAddress s_host = EchoAddress.From(IPAddress.Parse("127.64.3.9"));

    [Fact]
    public void Reply_ToAnyRequest_GivesItsTokenBack()
        => Gen.Select(Gen.Long, Gen.UShort, s_addresses, Gen.UShort).Sample((ticket, sequence, address, id) =>
        {
            var message = new byte[EchoPacket.Length];
            var family = IcmpFamily.Of(address);
            EchoPacket.WriteRequest(message, SimulatedRun.Key, new EchoToken(ticket, sequence, id), address);
            Assert.Equal(family.OwnsChecksum, EchoPacket.Checksum(message) == 0);
            EchoPacket.TurnIntoReply(message);

            var verdict = EchoPacket.Read(message, address, new EchoIdentity(SimulatedRun.Key, id, 1, family), out var token, out _);

            Assert.Equal((PacketVerdict.Reply, new EchoToken(ticket, sequence, id)), (verdict, token));
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
        => Assert.Equal(PacketVerdict.Spoofed, Read(Reply(), source: EchoAddress.From(IPAddress.Parse("127.64.3.8"))));

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
        => Assert.Equal(PacketVerdict.Foreign, Read(Reply(), key: SimulatedRun.Key with { Nonce = 1 }));

    [Fact]
    public void Read_WithAnotherIdentifier_IsForeign()
        => Assert.Equal(PacketVerdict.Foreign, Read(Reply(), id: Id + 1));

    [Fact]
    public void Read_OfRequest_IsForeign()
    {
        var message = new byte[EchoPacket.Length];
        EchoPacket.WriteRequest(message, SimulatedRun.Key, s_token, s_host);
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
        error[17] = 1;
        error[28] = 8;
        BinaryPrimitives.WriteUInt16BigEndian(error.AsSpan(32), id);
        Sum(error);
        Assert.Equal(verdict, Read(error));
    }

    [Theory]
    [InlineData("wrong checksum", 2, 0x01, false)]
    [InlineData("quotes UDP", 17, 17, true)]
    [InlineData("quotes IP version 6", 8, 0x65, true)]
    [InlineData("quotes a header shorter than one", 8, 0x44, true)]
    [InlineData("quotes a later fragment", 15, 3, true)]
    public void Read_OfIcmpErrorThatIsNotRight_IsMalformed(string what, int at, byte value, bool hasRightSum)
    {
        var error = ErrorAbout(s_host);
        Assert.Equal(PacketVerdict.Error, Read(error));
        error[at] = value == error[at] ? (byte)~value : value;
        if (hasRightSum)
        {
            Sum(error);
        }

        Assert.True(Read(error) == PacketVerdict.Malformed, what);
    }

    [Theory]
    [InlineData("quotes UDP", 14, 17)]
    [InlineData("quotes IP version 4", 8, 0x45)]
    public void Read_OfIcmpv6ErrorThatIsNotRight_IsMalformed(string what, int at, byte value)
    {
        var error = ErrorAbout(EchoAddress.From(IPAddress.Parse("2001:db8::7")));
        Assert.Equal(PacketVerdict.Error, Read(error, isIpv6: true));
        error[at] = value;

        Assert.True(Read(error, isIpv6: true) == PacketVerdict.Malformed, what);
    }

    [Fact]
    public void Read_OfAnyBytes_NeverThrowsAndNeverCounts()
        => Gen.Select(Gen.Byte.Array[0, 200], Gen.Bool).Sample((bytes, isIpv6) => Read(bytes, isIpv6: isIpv6) != PacketVerdict.Reply);

    /// <summary>Hardly any random bytes get past the first look, so these begin like the real thing.</summary>
    [Fact]
    public void Read_OfAnythingThatLooksLikeOurs_NeverThrowsAndNeverCounts()
        => Gen.Select(Gen.Int[0, 7].Select(i => (byte)new[] { 0, 3, 11, 12, 129, 1, 2, 4 }[i]), Gen.Int[0, 200], Gen.Int[0, 15], Gen.Bool, Gen.ULong).Sample((type, length, words, isIpv6, seed) =>
        {
            var message = new byte[length];
            new Random((int)seed).NextBytes(message);
            Put(0, type);
            Put(1, 0);
            Put(4, Id >> 8);
            Put(5, Id & 0xff);
            Put(8, (byte)(0x40 | words));
            if (type is 0 or 129 && message.Length >= 16)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(message.AsSpan(8), SimulatedRun.Key.Nonce);   // only the seal is missing
            }

            if (message.Length > 3)
            {
                Sum(message);
            }

            return Read(message, isIpv6: isIpv6) != PacketVerdict.Reply;

            void Put(int at, byte value)
            {
                if (at < message.Length)
                {
                    message[at] = value;
                }
            }
        });

    [Fact]
    public void Read_OfErrorMadeForAnyRequest_QuotesIt()
        => Gen.Select(s_addresses, Gen.UShort, Gen.Byte).Sample((address, sequence, code) =>
        {
            var family = IcmpFamily.Of(address);
            var request = new byte[EchoPacket.Length];
            EchoPacket.WriteRequest(request, SimulatedRun.Key, new EchoToken(7, sequence, Id + 3), address);
            var error = new IcmpError((byte)(address.IsIpv4 ? 3 : 1), code);
            var message = new byte[64];
            var length = IcmpErrorMessage.Write(message, error, address, request);

            var verdict = EchoPacket.Read(
                message.AsSpan(0, length), default, new EchoIdentity(SimulatedRun.Key, Id, 8, family), out _, out var quoted);

            Assert.Equal((PacketVerdict.Error, new QuotedEcho(error, address, Id + 3, sequence)), (verdict, quoted));
        });

    [Fact]
    public void Address_OfAnyFamily_IsTheSameAfterTheWayThere()
        => s_addresses.Sample(address => EchoAddress.From(address.ToIPAddress()) == address);

    private static readonly Gen<EchoAddress> s_addresses = Gen.OneOf(
        Gen.UInt.Select(EchoAddress.FromIpv4),
        Gen.Select(Gen.ULong[1, ulong.MaxValue], Gen.ULong, (high, low) => new EchoAddress(high, low)));

    private static PacketVerdict Read(
        ReadOnlySpan<byte> message, EchoAddress? source = null, EchoKey? key = null, ushort id = Id, bool isIpv6 = false)
        => EchoPacket.Read(
            message, source ?? s_host, new EchoIdentity(key ?? SimulatedRun.Key, id, 1, isIpv6 ? IcmpFamily.V6 : IcmpFamily.V4), out _, out _);

    private static byte[] Reply()
    {
        var message = new byte[EchoPacket.Length];
        EchoPacket.WriteRequest(message, SimulatedRun.Key, s_token, s_host);
        EchoPacket.TurnIntoReply(message);
        return message;
    }

    private static byte[] ErrorAbout(EchoAddress host)
    {
        var request = new byte[EchoPacket.Length];
        EchoPacket.WriteRequest(request, SimulatedRun.Key, s_token, host);
        var message = new byte[64];
        return message[..IcmpErrorMessage.Write(message, new IcmpError((byte)(host.IsIpv4 ? 3 : 1), 1), host, request)];
    }

    private static void Sum(byte[] message)
    {
        message[2] = message[3] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), EchoPacket.Checksum(message));
    }
}
