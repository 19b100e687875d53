namespace WardOps.Core.Probing;

/// <summary>The error numbers of Linux that the echo loop knows by name (asm-generic/errno.h).</summary>
internal static class Errno
{
    public const int Interrupted = 4;
    public const int BadDescriptor = 9;
    public const int TryAgain = 11;
    public const int NoDevice = 19;

    /// <summary>ETIME. Given by the loop itself: it fell so far behind that the echo's time had passed.</summary>
    public const int TooLate = 62;

    public const int NotSocket = 88;

    /// <summary>EAFNOSUPPORT. Given by the loop itself for an address that is not IPv4.</summary>
    public const int NoSuchFamily = 97;

    public const int NetDown = 100;
    public const int NoBuffers = 105;
}
