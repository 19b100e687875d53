using System.Net;
using System.Net.Sockets;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Linux;
using WardOps.Core.Probing.Managed;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Integration;

/// <summary>What every real transport promises, over IPv4 and IPv6: the same tests for the Linux calls and for those of .NET.</summary>
public sealed class EchoTransportTests
{
    public static TheoryData<bool, string> Transports => new() { { false, "127.66.0.1" }, { false, "::1" }, { true, "127.66.0.1" }, { true, "::1" } };

    [Theory]
    [MemberData(nameof(Transports))]
    public void Echo_ToThisMachine_IsAnsweredByItsOwnReply(bool isManaged, string host)
    {
        using var transport = Open(isManaged, host);

        var sent = Send(transport, host, 500);
        var verdicts = Read(transport, host, 500);

        Assert.Equal(500, sent);
        Assert.Equal(500, verdicts.Count(v => v == PacketVerdict.Reply));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public void Replies_ThatAreForgedOrForeign_NeverCount(bool isManaged, string host)
    {
        using var transport = Open(isManaged, host);
        var family = Address(host).Family;
        using var forger = new Socket(family, SocketType.Raw, family == AddressFamily.InterNetwork ? ProtocolType.Icmp : ProtocolType.IcmpV6);
        var (other, here) = family == AddressFamily.InterNetwork ? ("127.66.0.2", "127.0.0.1") : ("::1", "::1");
        forger.Bind(new IPEndPoint(IPAddress.Parse(other), 0));
        var forged = Request(transport, host, 1);
        forged[24] ^= 1;   // the seal
        EchoPacket.TurnIntoReply(forged);
        var foreign = Request(transport, host, 2, idOffset: 16);
        EchoPacket.TurnIntoReply(foreign);

        forger.SendTo(forged, new IPEndPoint(IPAddress.Parse(here), 0));
        forger.SendTo(foreign, new IPEndPoint(IPAddress.Parse(here), 0));
        Send(transport, host, 1);
        var verdicts = Read(transport, host, 10);

        Assert.Single(verdicts, PacketVerdict.Reply);
        Assert.Single(verdicts, PacketVerdict.Spoofed);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public void Identifiers_OfTheTransport_AreAllHeard(bool isManaged, string host)
    {
        using var transport = Open(isManaged, host);
        for (var offset = 0; offset < transport.EchoIds; offset++)
        {
            OutgoingEcho[] batch = [new() { Destination = Address(host), Message = Request(transport, host, 10 + offset, offset) }];
            Assert.Equal((1, 0), (transport.Send(batch), batch[0].Errno));
        }

        Assert.Equal(transport.EchoIds, Read(transport, host, 20).Count(v => v == PacketVerdict.Reply));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public void Socket_ThatIsClosed_MakesTheTransportUnavailable(bool isManaged, string host)
    {
        var transport = Open(isManaged, host);
        transport.Dispose();
        OutgoingEcho[] batch = [new() { Destination = Address(host), Message = new byte[EchoPacket.Length] }];

        var closed = Record.Exception(() => transport.Send(batch));

        Assert.True(closed is ObjectDisposedException || !transport.State.CanSend);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Send_ToAnAddressThatIsRefused_FailsWithItsErrnoAndTheOthersLeave(bool isManaged)
    {
        using var transport = Open(isManaged, "127.66.0.1");
        OutgoingEcho[] batch =
        [
            new() { Destination = Address("127.66.0.1"), Message = Request(transport, "127.66.0.1", 1) },
            new() { Destination = Address("255.255.255.255"), Message = Request(transport, "255.255.255.255", 2) },
            new() { Destination = Address("127.66.0.2"), Message = Request(transport, "127.66.0.2", 3) },
        ];

        Assert.Equal(3, transport.Send(batch));

        Assert.Equal([0, Errno.AccessDenied, 0], batch.Select(e => e.Errno));   // a broadcast address
        Assert.Equal(2, Read(transport, "127.66.0.1", 10, anySource: true).Count(v => v == PacketVerdict.Reply));
    }

    private static IEchoTransport Open(bool isManaged, string host)
    {
        Require.RawSocket();
        var family = Address(host).Family;
        var transport = isManaged || !OperatingSystem.IsLinux()
            ? ManagedEchoTransport.Open(family, 4 * 1024 * 1024, TimeProvider.System)
            : LinuxEchoTransport.Open(family, 4 * 1024 * 1024, TimeProvider.System);
        if (!transport.State.CanSend)
        {
            Require.Missing(transport.State.Problem!);
        }

        return transport;
    }

    private static EchoAddress Address(string host) => EchoAddress.From(IPAddress.Parse(host));

    private static byte[] Request(IEchoTransport transport, string host, long ticket, int idOffset = 0)
    {
        var message = new byte[EchoPacket.Length];
        EchoPacket.WriteRequest(message, SimulatedRun.Key, new EchoToken(ticket, 5, (ushort)(transport.EchoId + idOffset)), Address(host));
        return message;
    }

    private static int Send(IEchoTransport transport, string host, int count)
    {
        var batch = Enumerable.Range(0, count).Select(i => new OutgoingEcho { Destination = Address(host), Message = Request(transport, host, 100 + i) }).ToArray();
        var sent = transport.Send(batch);
        Assert.All(batch, e => Assert.Equal(0, e.Errno));
        return sent;
    }

    /// <summary>Without a filter in the kernel the requests are heard too. On loopback a reply is there before the send call returns, so nothing has to be waited for.</summary>
    private static List<PacketVerdict> Read(IEchoTransport transport, string host, int most, bool anySource = false)
    {
        var identity = new EchoIdentity(SimulatedRun.Key, transport.EchoId, transport.EchoIds, IcmpFamily.Of(Address(host)));
        List<PacketVerdict> verdicts = [];
        var packets = new IncomingPacket[64];
        for (var more = true; more && verdicts.Count < (4 * most) + 100;)
        {
            var count = transport.Receive(packets, out more);
            foreach (var packet in packets.AsSpan(0, count))
            {
                Assert.True(anySource || packet.Source.Family == Address(host).Family);
                verdicts.Add(EchoPacket.Read(packet.Message.Span, packet.Source, identity, out _, out _));
            }
        }

        return verdicts;
    }
}
