using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace WardOps.Core.Probing.Linux;

/// <summary>The few calls of libc that .NET does not offer. Constants are those of asm-generic (x86-64, arm64).</summary>
internal static unsafe partial class LibC
{
    public const ushort FamilyInet = 2;
    public const ushort FamilyInet6 = 10;
    public const int TypeDatagram = 2;
    public const int TypeRaw = 3;
    public const int TypeNonBlocking = 0x800;
    public const int TypeCloseOnExec = 0x80000;
    public const int LevelSocket = 1;
    public const int OptionSendBuffer = 7;
    public const int OptionReceiveBuffer = 8;
    public const int OptionAttachFilter = 26;
    public const int OptionReceiveBufferForce = 33;

    /// <summary>SO_TIMESTAMPNS, which is also the type of the control message it brings.</summary>
    public const int OptionTimestampNanos = 35;

    /// <summary>SO_MEMINFO: an array of counters of the socket.</summary>
    public const int OptionMemoryInfo = 55;

    public const int FlagDontWait = 0x40;
    public const int FlagErrorQueue = 0x2000;
    public const int ClockMonotonic = 1;
    public const int ClockThreadCpu = 3;
    public const int TimerAbsolute = 1;
    public const int PriorityOfProcess = 0;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(SafeSocketHandle socket, SocketAddressAny* address, uint length);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    public static partial int GetSocketName(SafeSocketHandle socket, SocketAddressAny* address, uint* length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetSocketOption(SafeSocketHandle socket, int level, int option, void* value, uint length);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetSocketOption(SafeSocketHandle socket, int level, int option, void* value, uint* length);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint Receive(SafeSocketHandle socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    public static partial int ClockGetTime(int clock, TimeSpec* time);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMany(SafeSocketHandle socket, MessageVector* messages, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveMany(SafeSocketHandle socket, MessageVector* messages, uint count, int flags, TimeSpec* timeout);

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    public static partial int ClockNanoSleep(int clock, int flags, TimeSpec* request, TimeSpec* remain);

    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    public static partial int SetPriority(int which, uint who, int nice);
}
