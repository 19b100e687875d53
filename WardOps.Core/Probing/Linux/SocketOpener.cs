using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace WardOps.Core.Probing.Linux;

/// <summary>Opens the shared ICMP socket: a raw one if permitted, else a datagram one.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class SocketOpener
{
    private const int SendBufferBytes = 4 * 1024 * 1024;

    /// <summary>The socket, or null with the errno that the datagram socket was refused with.</summary>
    public static OpenSocket? Open(int receiveBufferBytes, out int errno)
    {
        var mode = EchoTransportMode.Raw;
        if (TryCreate(LibC.TypeRaw, out errno) is not { } socket)
        {
            mode = EchoTransportMode.Datagram;
            if (TryCreate(LibC.TypeDatagram, out errno) is not { } datagram)
            {
                return null;
            }

            socket = datagram;
        }

        // Refusals are no reason to stop: without a stamp the loop uses its own clock, without a filter it sorts by itself.
        Set(socket, LibC.OptionTimestampNanos, 1);
        Set(socket, LibC.OptionSendBuffer, SendBufferBytes);
        if (!Set(socket, LibC.OptionReceiveBufferForce, receiveBufferBytes))
        {
            Set(socket, LibC.OptionReceiveBuffer, receiveBufferBytes);
        }

        return new OpenSocket(socket, mode, mode == EchoTransportMode.Raw ? Filter(socket) : Bind(socket));
    }

    private static SafeSocketHandle? TryCreate(int type, out int errno)
    {
        var descriptor = LibC.Socket(LibC.FamilyInet, type | LibC.TypeNonBlocking | LibC.TypeCloseOnExec, LibC.ProtocolIcmp);
        errno = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        return descriptor < 0 ? null : new SafeSocketHandle(descriptor, ownsHandle: true);
    }

    private static bool Set(SafeSocketHandle socket, int option, int value)
        => LibC.SetSocketOption(socket, LibC.LevelSocket, option, &value, sizeof(int)) == 0;

    /// <summary>Chooses an identifier for a raw socket, and has the kernel keep back what does not carry it.</summary>
    private static ushort Filter(SafeSocketHandle socket)
    {
        var id = (ushort)RandomNumberGenerator.GetInt32(1, ushort.MaxValue + 1);
        fixed (FilterStep* steps = ReplyFilter.For(id))
        {
            var program = new FilterProgram { Count = 10, Steps = steps };
            _ = LibC.SetSocketOption(socket, LibC.LevelSocket, LibC.OptionAttachFilter, &program, (uint)sizeof(FilterProgram));
        }

        return id;
    }

    /// <summary>Has the kernel choose the identifier of a datagram socket, and asks which one it was.</summary>
    private static ushort Bind(SafeSocketHandle socket)
    {
        var address = new SocketAddressIn { Family = LibC.FamilyInet };
        var length = (uint)sizeof(SocketAddressIn);
        _ = LibC.Bind(socket, &address, length);
        _ = LibC.GetSocketName(socket, &address, &length);
        return System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(address.Port);
    }
}
