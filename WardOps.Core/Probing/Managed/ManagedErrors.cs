using System.Net.Sockets;

namespace WardOps.Core.Probing.Managed;

/// <summary>The errors of .NET's sockets by the numbers that Linux gives them, which is how the loop knows them on every system; those without one keep their own.</summary>
internal static class ManagedErrors
{
    public static int ToErrno(SocketError error) => error switch
    {
        SocketError.Success => 0,
        SocketError.WouldBlock => Errno.TryAgain,
        SocketError.Interrupted => Errno.TryAgain,
        SocketError.NoBufferSpaceAvailable => Errno.NoBuffers,
        SocketError.AccessDenied => Errno.AccessDenied,
        SocketError.NetworkUnreachable => Errno.NetUnreachable,
        SocketError.HostUnreachable => Errno.HostUnreachable,
        SocketError.HostDown => Errno.HostDown,
        SocketError.NetworkDown => Errno.NetDown,
        SocketError.InvalidArgument => Errno.Invalid,
        SocketError.AddressNotAvailable => Errno.AddressNotAvailable,
        SocketError.AddressFamilyNotSupported => Errno.NoSuchFamily,
        SocketError.MessageSize => Errno.MessageTooLong,
        SocketError.NotSocket or SocketError.OperationAborted => Errno.NotSocket,
        _ => Errno.OfSockets + (int)error,
    };
}
