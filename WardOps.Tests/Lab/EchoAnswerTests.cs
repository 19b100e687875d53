using System.Buffers.Binary;
using System.Net;
using System.Runtime.Versioning;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;
using WardOps.Lab;

namespace WardOps.Tests.Lab;

[SupportedOSPlatform("linux")]
public sealed class EchoAnswerTests
{
    private const string Monitor4 = "10.80.0.1", Host4 = "10.81.3.4", Router4 = "10.80.255.1";
    private const string Monitor6 = "fd00:80::1", Host6 = "fd00:81::3:4", Router6 = "fd00:80::ffff:1";

    [Theory]
    [InlineData(Monitor4, Host4, 56)]
    [InlineData(Monitor4, Host4, 0)]
    [InlineData(Monitor4, Host4, 33)]
    [InlineData(Monitor6, Host6, 56)]
    [InlineData(Monitor6, Host6, 33)]
    public void Reply_ToAHealthyHost_IsTheRequestTurnedAround(string monitor, string host, int payload)
    {
        var packet = LabPacket.Request(monitor, host, payload: payload);

        var reply = Reply(packet, EchoBehaviour.Healthy);

        AssertSound(reply, from: host, to: monitor);
        var header = HeaderOf(reply);
        Assert.Equal(header == 40 ? 129 : 0, reply[header]);
        Assert.Equal(packet.Length, reply.Length);
        Assert.Equal(packet.AsSpan(header + 4), reply.AsSpan(header + 4));
    }

    [Theory]
    [InlineData(Monitor4, Host4)]
    [InlineData(Monitor6, Host6)]
    public void Reply_WithAWrongId_DiffersInTheIdOnly(string monitor, string host)
    {
        var packet = LabPacket.Request(monitor, host);

        var reply = Reply(packet, EchoBehaviour.Healthy with { HasWrongId = true });

        AssertSound(reply, host, monitor);
        var header = HeaderOf(reply);
        Assert.NotEqual(LabPacket.Id, BinaryPrimitives.ReadUInt16BigEndian(reply.AsSpan(header + 4)));
        Assert.Equal(packet.AsSpan(header + 6), reply.AsSpan(header + 6));
    }

    [Theory]
    [InlineData(Monitor4, Host4, "10.81.131.4")]
    [InlineData(Monitor6, Host6, "fd00:81::3:8004")]
    public void Reply_Spoofed_ComesFromAnotherAddress(string monitor, string host, string other)
        => AssertSound(Reply(LabPacket.Request(monitor, host), EchoBehaviour.Healthy with { IsSpoofed = true }), other, monitor);

    [Theory]
    [InlineData(Monitor4, Host4, 56, 48)]
    [InlineData(Monitor4, Host4, 4, 8)]
    [InlineData(Monitor6, Host6, 56, 48)]
    public void Reply_Truncated_Is16BytesShort(string monitor, string host, int payload, int left)
    {
        var reply = Reply(LabPacket.Request(monitor, host, payload: payload), EchoBehaviour.Healthy with { IsTruncated = true });

        AssertSound(reply, host, monitor);
        Assert.Equal(left, reply.Length - HeaderOf(reply));
    }

    [Theory]
    [InlineData(Monitor4, Host4, Router4, null, 8)]
    [InlineData(Monitor4, Host4, Router4, 28, 28)]
    [InlineData(Monitor4, Host4, Router4, 5000, 64)]
    [InlineData(Monitor6, Host6, Router6, null, 64)]
    [InlineData(Monitor6, Host6, Router6, 8, 8)]
    public void Error_ComesFromTheRouter_AndQuotesTheRequest(string monitor, string host, string router, int? quoted, int bytes)
    {
        var packet = LabPacket.Request(monitor, host);

        var error = Error(packet, new IcmpError(3, 1), IPAddress.Parse(router), quoted);

        AssertSound(error, router, monitor);
        var header = HeaderOf(error);
        Assert.Equal(3, error[header]);
        Assert.Equal(1, error[header + 1]);
        Assert.Equal(packet.AsSpan(0, header + bytes), error.AsSpan(header + 8));
    }

    [Theory]
    [InlineData(Monitor4, Host4)]
    [InlineData(Monitor6, Host6)]
    public void Error_WithoutARouter_ComesFromTheHost(string monitor, string host)
        => AssertSound(Error(LabPacket.Request(monitor, host), new IcmpError(3, 3), null, null), host, monitor);

    [Fact]
    public void Error_ToALongIpv6Request_FitsIntoTheSmallestMtu()
        => Assert.Equal(1280, Error(LabPacket.Request(Monitor6, Host6, payload: 1400), new IcmpError(1, 3), null, null).Length);

    [Theory]
    [InlineData(Monitor4, Host4)]
    [InlineData(Monitor6, Host6)]
    public void Request_WithOneWrongBit_IsNotUnderstood(string monitor, string host)
    {
        var packet = LabPacket.Request(monitor, host);
        packet[^1] ^= 1;

        Assert.Equal(PacketKind.Unparsable, EchoRequest.TryParse(packet, out _));
    }

    [Fact]
    public void Packets_OfAnyLengthOrContent_AreJudgedWithoutAFault()
    {
        foreach (var packet in new[] { LabPacket.Request(Monitor4, Host4), LabPacket.Request(Monitor6, Host6) })
        {
            for (var length = 0; length < packet.Length; length++)
            {
                Assert.NotEqual(PacketKind.EchoRequest, EchoRequest.TryParse(packet.AsSpan(0, length), out _));
            }
        }
    }

    [Fact]
    public void Packet_OfAnotherProtocol_IsAnother()
    {
        var packet = LabPacket.Request(Monitor6, Host6);
        packet[6] = 17;

        Assert.Equal(PacketKind.Other, EchoRequest.TryParse(packet, out _));
    }

    private static byte[] Reply(byte[] packet, EchoBehaviour host)
    {
        Assert.Equal(PacketKind.EchoRequest, EchoRequest.TryParse(packet, out var request));
        var reply = new byte[1500];
        return reply[..EchoAnswer.Reply(in request, host, reply)];
    }

    private static byte[] Error(byte[] packet, IcmpError error, IPAddress? router, int? quoted)
    {
        Assert.Equal(PacketKind.EchoRequest, EchoRequest.TryParse(packet, out var request));
        var answer = new byte[1500];
        return answer[..EchoAnswer.Error(in request, error, router, quoted, answer)];
    }

    private static int HeaderOf(byte[] packet) => packet[0] >> 4 == 6 ? 40 : 20;

    private static void AssertSound(byte[] packet, string from, string to)
    {
        var isIpv6 = HeaderOf(packet) == 40;
        var (at, size) = isIpv6 ? (8, 16) : (12, 4);
        Assert.Equal(IPAddress.Parse(from), new IPAddress(packet.AsSpan(at, size)));
        Assert.Equal(IPAddress.Parse(to), new IPAddress(packet.AsSpan(at + size, size)));
        Assert.Equal(packet.Length, BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(isIpv6 ? 4 : 2)) + (isIpv6 ? 40 : 0));
        Assert.Equal(0xffff, LabPacket.IcmpSum(packet));
        if (!isIpv6)
        {
            Assert.Equal(0xffff, LabPacket.Sum(packet.AsSpan(0, 20)));
        }
    }
}
