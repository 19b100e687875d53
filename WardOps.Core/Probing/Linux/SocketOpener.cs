using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace WardOps.Core.Probing.Linux;

/// <summary>Opens the shared ICMP socket of a family: a raw one if permitted, else a datagram one.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class SocketOpener
{
    private const int SendBufferBytes = 4 * 1024 * 1024;

    /// <summary>Identifiers that a raw socket takes for itself: a device that stays silent moves on to another one, since some firewalls hold a dead flow.</summary>
    private const int RawIds = 8;

    /// <summary>The socket, or null with the errno that the datagram socket was refused with.</summary>
    public static OpenSocket? Open(SocketFamily family, int receiveBufferBytes, bool allowRaw, out int errno)
    {
        errno = 0;
        if (allowRaw && TryCreate(family, LibC.TypeRaw, out _) is { } raw)
        {
            Prepare(raw, receiveBufferBytes);
            return new OpenSocket(raw, family, EchoTransportMode.Raw, Filter(raw, family), RawIds);
        }

        if (TryCreate(family, LibC.TypeDatagram, out errno) is not { } datagram)
        {
            return null;
        }

        Prepare(datagram, receiveBufferBytes);
        Set(datagram, family.Level, family.OptionErrors, 1);   // a datagram socket tells of ICMP errors in a queue of its own
        return new OpenSocket(datagram, family, EchoTransportMode.Datagram, Bind(datagram, family), 1);
    }

    private static SafeSocketHandle? TryCreate(SocketFamily family, int type, out int errno)
    {
        var descriptor = LibC.Socket(family.Domain, type | LibC.TypeNonBlocking | LibC.TypeCloseOnExec, family.Protocol);
        errno = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        return descriptor < 0 ? null : new SafeSocketHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Refusals are no reason to stop: without a stamp the loop uses its own clock, with a smaller buffer it only has to be quicker.</summary>
    private static void Prepare(SafeSocketHandle socket, int receiveBufferBytes)
    {
        Set(socket, LibC.LevelSocket, LibC.OptionTimestampNanos, 1);
        Set(socket, LibC.LevelSocket, LibC.OptionSendBuffer, SendBufferBytes);
        if (!Set(socket, LibC.LevelSocket, LibC.OptionReceiveBufferForce, receiveBufferBytes))
        {
            Set(socket, LibC.LevelSocket, LibC.OptionReceiveBuffer, receiveBufferBytes);
        }
    }

    /// <summary>The receive buffer that was granted, in bytes.</summary>
    public static int ReceiveBufferOf(SafeSocketHandle socket)
    {
        var bytes = 0;
        var length = (uint)sizeof(int);
        return LibC.GetSocketOption(socket, LibC.LevelSocket, LibC.OptionReceiveBuffer, &bytes, &length) == 0 ? bytes : 0;
    }

    private static bool Set(SafeSocketHandle socket, int level, int option, int value)
        => LibC.SetSocketOption(socket, level, option, &value, sizeof(int)) == 0;

    /// <summary>Chooses the identifiers of a raw socket, and has the kernel keep back what carries none of them.</summary>
    private static ushort Filter(SafeSocketHandle socket, SocketFamily family)
    {
        var id = (ushort)(RandomNumberGenerator.GetInt32(1, (ushort.MaxValue + 1) / RawIds) * RawIds);
        var filter = ReplyFilter.For(family, id, RawIds);
        fixed (FilterStep* steps = filter)
        {
            var program = new FilterProgram { Count = (ushort)filter.Length, Steps = steps };
            _ = LibC.SetSocketOption(socket, LibC.LevelSocket, LibC.OptionAttachFilter, &program, (uint)sizeof(FilterProgram));
        }

        Drain(socket);
        return id;
    }

    /// <summary>Between the birth of a raw socket and its filter every ICMP message of the host gets in: none of them is for us.</summary>
    private static void Drain(SafeSocketHandle socket)
    {
        const int Most = 100_000;   // as many as any buffer holds
        MessageHeader nothing = default;
        for (var i = 0; i < Most && LibC.Receive(socket, &nothing, LibC.FlagDontWait) >= 0; i++)
        {
        }
    }

    /// <summary>Has the kernel choose the identifier of a datagram socket, and asks which one it was.</summary>
    private static ushort Bind(SafeSocketHandle socket, SocketFamily family)
    {
        var address = new SocketAddressAny { Family = family.Domain };
        var length = family.AddressLength;
        _ = LibC.Bind(socket, &address, length);
        _ = LibC.GetSocketName(socket, &address, &length);
        return System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(address.Port);
    }
}
