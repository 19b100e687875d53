using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace WardOps.Core.Probing.Linux;

/// <summary>
/// One ICMP socket for all devices: many messages per system call, and the kernel's own receive stamps. The buffers are
/// pinned for life, so that nothing is allocated or pinned per echo.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class LinuxEchoTransport : IEchoTransport
{
    private const int SendBatch = 64;
    private const int ReceiveBatch = 64;

    // The longest ICMP error that a router sends (RFC 1812 section 4.3.2.3), so that its checksum can be checked.
    private const int ReceiveBytes = 576;
    private const int ControlBytes = 64;

    private readonly EchoClock _clock;
    private readonly SafeSocketHandle _socket;
    private readonly SocketFamily _family;
    private readonly bool _hasHeader;
    private readonly ErrorQueue? _errors;
    private readonly SocketDoubt _doubt = new();
    private readonly byte[] _outBytes = Pinned<byte>(SendBatch * EchoPacket.Length);
    private readonly byte[] _inBytes = Pinned<byte>(ReceiveBatch * ReceiveBytes);
    private readonly byte[] _control = Pinned<byte>(ReceiveBatch * ControlBytes);
    private readonly SocketAddressAny[] _names = Pinned<SocketAddressAny>(SendBatch + ReceiveBatch);
    private readonly IoVector[] _parts = Pinned<IoVector>(SendBatch + ReceiveBatch);
    private readonly MessageVector[] _out = Pinned<MessageVector>(SendBatch);
    private readonly MessageVector[] _in = Pinned<MessageVector>(ReceiveBatch);

    private LinuxEchoTransport(OpenSocket open, EchoClock clock)
    {
        _clock = clock;
        _socket = open.Handle;
        _family = open.Family;
        _hasHeader = open.Mode == EchoTransportMode.Raw && open.Family.HasHeader;
        _errors = open.Mode == EchoTransportMode.Datagram ? new ErrorQueue(open.Handle, open.Family) : null;
        EchoId = open.EchoId;
        EchoIds = open.EchoIds;
        State = EchoTransportState.Ready(open.Mode) with { ReceiveBufferBytes = SocketOpener.ReceiveBufferOf(open.Handle) };
        for (var i = 0; i < SendBatch; i++)
        {
            Point(_out, i, i, _outBytes, EchoPacket.Length);
            _names[i].Family = open.Family.Domain;
            _out[i].Header.NameLength = open.Family.AddressLength;
        }

        for (var i = 0; i < ReceiveBatch; i++)
        {
            Point(_in, i, SendBatch + i, _inBytes, ReceiveBytes);
            _in[i].Header.Control = Address(_control, i * ControlBytes);
        }
    }

    public EchoTransportState State { get; private set; }

    public ushort EchoId { get; }

    public int EchoIds { get; }

    public long Drops
    {
        get
        {
            const int DroppedAt = 8;   // SK_MEMINFO_DROPS
            var counters = stackalloc uint[DroppedAt + 1];
            var length = (uint)((DroppedAt + 1) * sizeof(uint));
            return LibC.GetSocketOption(_socket, LibC.LevelSocket, LibC.OptionMemoryInfo, counters, &length) == 0 ? counters[DroppedAt] : 0;
        }
    }

    /// <summary>The best socket that this system permits; if none, a transport that says what to do.</summary>
    public static IEchoTransport Open(AddressFamily family, int receiveBufferBytes, TimeProvider time, bool allowRaw = true)
    {
        var clock = new EchoClock(time);
        var sockets = family == AddressFamily.InterNetwork ? SocketFamily.V4 : SocketFamily.V6;
        return SocketOpener.Open(sockets, receiveBufferBytes, allowRaw, out var errno) is { } open
            ? new LinuxEchoTransport(open, clock)
            : new UnavailableTransport(clock, PermissionAdvice.Problem(sockets, errno), PermissionAdvice.Fixes());
    }

    public int Send(Span<OutgoingEcho> batch)
    {
        var done = 0;
        while (done < batch.Length)
        {
            var part = batch[done..Math.Min(done + SendBatch, batch.Length)];
            var taken = SendPart(part);
            done += taken;
            if (taken < part.Length)
            {
                break;
            }
        }

        return done;
    }

    public int Receive(Span<IncomingPacket> batch, out bool hasMore)
    {
        var wanted = Math.Min(batch.Length, ReceiveBatch);
        for (var i = 0; i < wanted; i++)
        {
            _in[i].Header.NameLength = (uint)sizeof(SocketAddressAny);
            _in[i].Header.ControlLength = ControlBytes;
        }

        var count = LibC.ReceiveMany(_socket, Address(_in, 0), (uint)wanted, LibC.FlagDontWait, null);
        hasMore = count == wanted || (count > 0 && _errors is not null);   // the call that finds nothing looks for errors
        if (count <= 0)
        {
            Break(count < 0 ? Marshal.GetLastPInvokeError() : 0, isUseless: false);
            return _errors is not null && !batch.IsEmpty && ReceiveError(ref batch[0], out hasMore) ? 1 : 0;
        }

        var mono = _clock.Mono;
        var wall = _clock.Wall;
        for (var i = 0; i < count; i++)
        {
            ref var packet = ref batch[i];
            packet.Source = _names[SendBatch + i].Address;
            packet.Message = Message(i);
            packet.ReceivedWall = Stamp(i);
            packet.ReadMono = mono;
            packet.ReadWall = wall;
        }

        return count;
    }

    public void Dispose() => _socket.Dispose();

    private bool ReceiveError(ref IncomingPacket packet, out bool hasMore)
    {
        hasMore = _errors!.TryRead(ref packet);
        packet.ReceivedWall = 0;
        packet.ReadMono = _clock.Mono;
        packet.ReadWall = _clock.Wall;
        return hasMore;
    }

    private int SendPart(Span<OutgoingEcho> batch)
    {
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i].Message.Span.CopyTo(_outBytes.AsSpan(i * EchoPacket.Length, EchoPacket.Length));
            _names[i].Set(in batch[i].Destination);
        }

        var done = 0;
        while (done < batch.Length)
        {
            var mono = _clock.Mono;
            var wall = _clock.Wall;
            var sent = LibC.SendMany(_socket, Address(_out, done), (uint)(batch.Length - done), LibC.FlagDontWait);
            var errno = sent > 0 ? 0 : Marshal.GetLastPInvokeError();
            if (errno != 0 && _errors is not null && errno is not (Errno.TryAgain or Errno.NoBuffers))
            {
                // A datagram socket hands the ICMP error of an earlier echo to whoever calls next; the second call is about this one.
                sent = LibC.SendMany(_socket, Address(_out, done), 1, LibC.FlagDontWait);
                errno = sent > 0 ? 0 : Marshal.GetLastPInvokeError();
            }

            if (SendErrors.Action(errno) == SendAction.Retry)
            {
                batch[done].Errno = errno;
                return done;
            }

            // The call stops at the first message that fails, and tells why only when asked to begin with that one.
            if (errno != Errno.Interrupted)
            {
                foreach (ref var echo in batch.Slice(done, Math.Max(sent, 1)))
                {
                    echo.SentMono = mono;
                    echo.SentWall = wall;
                    echo.Errno = errno;
                }

                Break(errno, _doubt.Follows(errno));
                done += Math.Max(sent, 1);
            }
        }

        return done;
    }

    /// <summary>The received message; a raw socket delivers the IP header with it.</summary>
    private ReadOnlyMemory<byte> Message(int index)
    {
        var received = new ReadOnlyMemory<byte>(_inBytes, index * ReceiveBytes, (int)_in[index].Length);
        if (!_hasHeader)
        {
            return received;
        }

        var header = received.IsEmpty ? 0 : (received.Span[0] & 0xf) * 4;
        return received[Math.Min(header, received.Length)..];
    }

    private long Stamp(int index)
    {
        if (_in[index].Header.ControlLength < (nuint)sizeof(ControlMessage))
        {
            return 0;
        }

        ref readonly var control = ref MemoryMarshal.AsRef<ControlMessage>(_control.AsSpan(index * ControlBytes, ControlBytes));
        return control is { Level: LibC.LevelSocket, Type: LibC.OptionTimestampNanos } ? control.Stamp.Nanos : 0;
    }

    /// <summary>A socket that is no socket any more cannot be used again; the loop opens another one.</summary>
    private void Break(int errno, bool isUseless)
    {
        if (State.CanSend && (isUseless || SendErrors.Action(errno) == SendAction.Reopen))
        {
            State = new EchoTransportState(
                EchoTransportMode.Unavailable, $"The ICMP socket broke (errno {errno}); WardOps opens another one.", []);
        }
    }

    private void Point(MessageVector[] vectors, int index, int shared, byte[] bytes, int length)
    {
        _parts[shared].Base = Address(bytes, index * length);
        _parts[shared].Length = (nuint)length;
        vectors[index].Header.Name = Address(_names, shared);
        vectors[index].Header.Parts = Address(_parts, shared);
        vectors[index].Header.PartCount = 1;
    }

    private static T[] Pinned<T>(int length) => GC.AllocateArray<T>(length, pinned: true);

    private static T* Address<T>(T[] pinned, int index)
        where T : unmanaged
        => (T*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, index);
}
