using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Linux;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Integration;

/// <summary>The Linux socket itself: what the kernel lets through, and what happens where it permits nothing.</summary>
[SupportedOSPlatform("linux")]
public sealed class IcmpSocketTests
{
    private static readonly IPAddress s_host = IPAddress.Parse("127.66.0.1");

    [Fact]
    public void Reply_ForgedFromAnotherAddress_IsSpoofedAndTheHonestOneCounts()
    {
        Require.RawSocket();
        using var transport = Open();
        using var forger = Forger(IPAddress.Parse("127.66.0.2"));
        var request = Request(transport.EchoId, ticket: 1);
        var forged = request.ToArray();
        EchoPacket.TurnIntoReply(forged);

        forger.SendTo(forged, new IPEndPoint(IPAddress.Loopback, 0));
        Send(transport, request);
        var verdicts = Read(transport, 2);

        Assert.Equal([PacketVerdict.Spoofed, PacketVerdict.Reply], verdicts);
    }

    [Fact]
    public void Reply_WithAnotherIdentifier_IsKeptBackByTheKernel()
    {
        Require.RawSocket();
        using var transport = Open();
        using var forger = Forger(s_host);
        var foreign = Request((ushort)(transport.EchoId ^ 8), ticket: 1);
        EchoPacket.TurnIntoReply(foreign);

        forger.SendTo(foreign, new IPEndPoint(IPAddress.Loopback, 0));
        Send(transport, Request(transport.EchoId, ticket: 2));

        Assert.Equal([PacketVerdict.Reply], Read(transport, 2));
    }

    [Fact]
    public void Packet_Received_CarriesTheStampOfTheKernel()
    {
        Require.IcmpSocket();
        using var transport = Open();
        OutgoingEcho[] batch = [new() { Destination = EchoAddress.From(s_host), Message = Request(transport.EchoId, ticket: 1) }];
        transport.Send(batch);

        var packets = new IncomingPacket[4];
        Assert.Equal(1, transport.Receive(packets, out var hasMore));

        Assert.False(hasMore);
        Assert.InRange(packets[0].ReceivedWall, batch[0].SentWall, packets[0].ReadWall);
        Assert.Equal(EchoAddress.From(s_host), packets[0].Source);
    }

    [Fact]
    public void Open_WithoutPermission_SaysWhatToDo()
    {
        EchoTransportState? state = null;
        AsNobody("1 0", transport => state = transport.State);

        Assert.Equal(EchoTransportMode.Unavailable, state!.Mode);
        Assert.Contains("errno 13", state.Problem, StringComparison.Ordinal);
        Assert.Contains(state.Fixes, f => f.Contains("sysctl -w net.ipv4.ping_group_range=\"0 2147483647\"", StringComparison.Ordinal));
        Assert.Contains(state.Fixes, f => f.Contains("setcap cap_net_raw+ep '/", StringComparison.Ordinal));
        Assert.Contains(state.Fixes, f => f.Contains("sysctls:", StringComparison.Ordinal));
        Assert.Contains(state.Fixes, f => f.Contains("AmbientCapabilities=CAP_NET_RAW", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_WithoutRightsButInPingGroup_PingsThroughDatagramSocket()
    {
        EchoTransportMode? mode = null;
        PacketVerdict[] verdicts = [];
        AsNobody("0 2147483647", transport =>
        {
            mode = transport.State.Mode;
            Send(transport, Request(transport.EchoId, ticket: 1));
            verdicts = Read(transport, 2);
        });

        Assert.Equal(EchoTransportMode.Datagram, mode);
        Assert.Equal([PacketVerdict.Reply], verdicts);
    }

    private static void AsNobody(string pingGroups, Action<IEchoTransport> action)
    {
        Require.Linux();
        Open().Dispose();   // everything that has to be loaded from disk is there before the rights are gone
        var isNobody = NobodyThread.TryRun(pingGroups, () =>
        {
            using var transport = Open();
            action(transport);
        });
        if (!isNobody)
        {
            Require.Missing("Only root can make a thread without rights in a network of its own.");
        }
    }

    private static IEchoTransport Open() => LinuxEchoTransport.Open(AddressFamily.InterNetwork, 1024 * 1024, TimeProvider.System);

    private static Socket Forger(IPAddress from)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp);
        socket.Bind(new IPEndPoint(from, 0));
        return socket;
    }

    private static byte[] Request(ushort id, long ticket)
    {
        var message = new byte[EchoPacket.Length];
        EchoPacket.WriteRequest(message, SimulatedRun.Key, new EchoToken(ticket, 5, id), EchoAddress.From(s_host));
        return message;
    }

    private static void Send(IEchoTransport transport, byte[] message)
    {
        OutgoingEcho[] batch = [new() { Destination = EchoAddress.From(s_host), Message = message }];
        Assert.Equal(1, transport.Send(batch));
        Assert.Equal(0, batch[0].Errno);
    }

    /// <summary>On loopback a reply is there before the send call returns, so nothing has to be waited for.</summary>
    private static PacketVerdict[] Read(IEchoTransport transport, int most)
    {
        var packets = new IncomingPacket[most];
        var count = transport.Receive(packets, out _);
        return [.. packets[..count].Select(p => EchoPacket.Read(p.Message.Span, p.Source, new EchoIdentity(SimulatedRun.Key, transport.EchoId, transport.EchoIds, IcmpFamily.V4), out _, out _))];
    }
}
