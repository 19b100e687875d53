using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace WardOps.Core.Probing.Managed;

/// <summary>
/// One ICMP socket for all devices by what .NET itself offers, for systems without sendmmsg and recvmmsg: a system call for
/// each message and no stamps of the kernel, so round-trip times include how late they were read. Nothing is allocated per echo.
/// </summary>
internal sealed class ManagedEchoTransport : IEchoTransport
{
    private const int Slots = 64;
    // The longest ICMP error that a router sends (RFC 1812 section 4.3.2.3), so that its checksum can be checked.
    private const int SlotBytes = 576;

    // Where sockaddr_in and sockaddr_in6 keep the address, in the layout that all systems share.
    private const int Ipv4At = 4;
    private const int Ipv6At = 8;

    private readonly Socket _socket;
    private readonly EchoClock _clock;
    private readonly SocketAddress _to;
    private readonly SocketAddress _from;
    private readonly bool _hasHeader;
    private readonly SocketDoubt _doubt = new();
    private readonly ManagedDrain _drain;
    private readonly byte[] _bytes = new byte[Slots * SlotBytes];

    private ManagedEchoTransport(Socket socket, EchoTransportMode mode, EchoClock clock)
    {
        _socket = socket;
        _clock = clock;
        var isIpv4 = socket.AddressFamily == AddressFamily.InterNetwork;
        _hasHeader = isIpv4 && (mode == EchoTransportMode.Raw || OperatingSystem.IsMacOS());   // macOS adds the header on datagram sockets too
        _to = new IPEndPoint(isIpv4 ? IPAddress.Loopback : IPAddress.IPv6Loopback, 0).Serialize();
        _from = new SocketAddress(socket.AddressFamily);
        _drain = new ManagedDrain(ReceiveOne);
        EchoIds = mode == EchoTransportMode.Raw ? 8 : 1;
        EchoId = mode == EchoTransportMode.Raw
            ? (ushort)(System.Security.Cryptography.RandomNumberGenerator.GetInt32(1, 8_192) * EchoIds)
            : (ushort)((IPEndPoint)socket.LocalEndPoint!).Port;
        State = EchoTransportState.Ready(mode) with { ReceiveBufferBytes = socket.ReceiveBufferSize };
    }

    public EchoTransportState State { get; private set; }

    public ushort EchoId { get; }

    public int EchoIds { get; }

    public long Drops => 0;

    /// <summary>A raw socket if permitted, else a datagram one; if neither is, a transport that says so.</summary>
    public static IEchoTransport Open(AddressFamily family, int receiveBufferBytes, TimeProvider time)
    {
        var clock = new EchoClock(time);
        var error = SocketError.Success;
        foreach (var (type, mode) in new[] { (SocketType.Raw, EchoTransportMode.Raw), (SocketType.Dgram, EchoTransportMode.Datagram) })
        {
            try
            {
                return new ManagedEchoTransport(Create(family, type, receiveBufferBytes), mode, clock);
            }
            catch (SocketException ex)
            {
                error = ex.SocketErrorCode;
            }
        }

        return new UnavailableTransport(
            clock,
            $"This system permits no ICMP socket ({error}), so WardOps cannot ping.",
            ["Windows: run WardOps as a service account that is an administrator.", "Elsewhere: run it as root, or give the program CAP_NET_RAW."]);
    }

    public int Send(Span<OutgoingEcho> batch)
    {
        for (var i = 0; i < batch.Length; i++)
        {
            ref var echo = ref batch[i];
            Write(_to.Buffer.Span, in echo.Destination);
            echo.SentMono = _clock.Mono;
            echo.SentWall = _clock.Wall;
            echo.Errno = Send(echo.Message.Span);
            if (SendErrors.Action(echo.Errno) == SendAction.Retry)
            {
                return i;
            }

            if (_doubt.Follows(echo.Errno))
            {
                Break(echo.Errno);
            }
        }

        return batch.Length;
    }

    public int Receive(Span<IncomingPacket> batch, out bool hasMore)
    {
        var count = 0;
        var most = Math.Min(batch.Length, Slots);
        while (count < most && TryReceive(count, out var length))
        {
            ref var packet = ref batch[count];
            var message = _bytes.AsMemory(count * SlotBytes, length);
            var header = _hasHeader && length > 0 ? Math.Min((message.Span[0] & 0xf) * 4, length) : 0;
            packet.Message = message[header..];
            packet.Source = Read(_from.Buffer.Span);
            packet.ReceivedWall = 0;
            packet.ReadMono = _clock.Mono;
            packet.ReadWall = _clock.Wall;
            count++;
        }

        hasMore = count == most && most > 0;
        return count;
    }

    public void Dispose() => _socket.Dispose();

    private static Socket Create(AddressFamily family, SocketType type, int receiveBufferBytes)
    {
        var socket = new Socket(family, type, family == AddressFamily.InterNetwork ? ProtocolType.Icmp : ProtocolType.IcmpV6) { Blocking = false };
        try
        {
            socket.ReceiveBufferSize = receiveBufferBytes;
            socket.Bind(new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Write(Span<byte> address, in EchoAddress destination)
    {
        if (destination.IsIpv4)
        {
            MemoryMarshal.Write(address[Ipv4At..], destination.Ipv4);
        }
        else
        {
            MemoryMarshal.Write(address[Ipv6At..], destination.High);
            MemoryMarshal.Write(address[(Ipv6At + 8)..], destination.Low);
        }
    }

    private EchoAddress Read(ReadOnlySpan<byte> address) => _socket.AddressFamily == AddressFamily.InterNetwork
        ? EchoAddress.FromIpv4(MemoryMarshal.Read<uint>(address[Ipv4At..]))
        : new EchoAddress(MemoryMarshal.Read<ulong>(address[Ipv6At..]), MemoryMarshal.Read<ulong>(address[(Ipv6At + 8)..]));

    /// <summary>0, or the error as Linux numbers it.</summary>
    private int Send(ReadOnlySpan<byte> message)
    {
        try
        {
            _socket.SendTo(message, SocketFlags.None, _to);
            return 0;
        }
        catch (SocketException ex)
        {
            return ManagedErrors.ToErrno(ex.SocketErrorCode);
        }
        catch (ObjectDisposedException)
        {
            return Errno.BadDescriptor;
        }
    }

    private bool TryReceive(int slot, out int length)
    {
        var error = _drain.TryRead(slot, out length);
        if (error is not (SocketError.Success or SocketError.WouldBlock) && SendErrors.Action(ManagedErrors.ToErrno(error)) == SendAction.Reopen)
        {
            Break(ManagedErrors.ToErrno(error));
        }

        return error == SocketError.Success;
    }

    /// <summary>Asks first whether something is there: to be refused by the call would cost an exception each time.</summary>
    private (SocketError Error, int Length) ReceiveOne(int slot)
    {
        try
        {
            if (_socket.Available == 0)
            {
                return (SocketError.WouldBlock, 0);
            }

            _from.Size = _from.Buffer.Length;
            return (SocketError.Success, _socket.ReceiveFrom(_bytes.AsSpan(slot * SlotBytes, SlotBytes), SocketFlags.None, _from));
        }
        catch (SocketException ex)
        {
            return (ex.SocketErrorCode, 0);
        }
        catch (ObjectDisposedException)
        {
            return (SocketError.NotSocket, 0);
        }
    }

    private void Break(int errno)
    {
        if (State.CanSend)
        {
            State = new EchoTransportState(EchoTransportMode.Unavailable, $"The ICMP socket broke ({SendErrors.Words(errno)}); WardOps opens another one.", []);
        }
    }
}
