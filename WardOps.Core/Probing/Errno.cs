namespace WardOps.Core.Probing;

/// <summary>The error numbers of Linux that the echo loop knows by name (asm-generic/errno.h).</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int Interrupted = 4;
    public const int BadDescriptor = 9;
    public const int TryAgain = 11;
    public const int NoMemory = 12;
    public const int AccessDenied = 13;
    public const int NoDevice = 19;
    public const int Invalid = 22;

    /// <summary>ETIME. Given by the loop itself: it fell so far behind that the echo's time had passed.</summary>
    public const int TooLate = 62;

    public const int NotSocket = 88;

    /// <summary>EDESTADDRREQ. Given by the loop itself for a host name that does not resolve.</summary>
    public const int NoAddress = 89;

    public const int MessageTooLong = 90;

    /// <summary>EAFNOSUPPORT.</summary>
    public const int NoSuchFamily = 97;

    public const int AddressNotAvailable = 99;

    /// <summary>ENETDOWN. Also given by the loop itself while it has no socket.</summary>
    public const int NetDown = 100;

    public const int NetUnreachable = 101;
    public const int NoBuffers = 105;
    public const int HostDown = 112;
    public const int HostUnreachable = 113;

    /// <summary>No number of Linux: an error of .NET's sockets that Linux has no number for is this and its <see cref="System.Net.Sockets.SocketError"/>.</summary>
    public const int OfSockets = 1_000_000;
}
