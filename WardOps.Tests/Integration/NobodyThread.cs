using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace WardOps.Tests.Integration;

/// <summary>
/// A thread in a network namespace of its own (loopback only) and without any rights. The bare system calls change the
/// calling thread alone, where libc would change the whole process; the thread ends with the call, and takes all of it along.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class NobodyThread
{
    private const long Nobody = 65534;
    private const long NewNetwork = 0x40000000;
    private const int SetInterfaceFlags = 0x8914;
    private const byte IsUp = 1;

    /// <summary>Runs <paramref name="action"/> there; false if this process has no right to make such a thread.</summary>
    /// <param name="pingGroups">What net.ipv4.ping_group_range is there.</param>
    /// <param name="action">What to do. Whatever it needs from disk should be loaded already.</param>
    public static bool TryRun(string pingGroups, Action action)
    {
        var isNobody = false;
        ExceptionDispatchInfo? fault = null;
        var thread = new Thread(() =>
        {
            try
            {
                isNobody = TryEnter(pingGroups);
                if (isNobody)
                {
                    action();
                }
            }
            catch (Exception ex)
            {
                fault = ExceptionDispatchInfo.Capture(ex);
            }
        });
        thread.Start();
        thread.Join();
        fault?.Throw();
        return isNobody;
    }

    private static bool TryEnter(string pingGroups)
    {
        var (unshare, user, group) = RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? (97, 147, 149) : (272, 117, 119);
        if (SystemCall(unshare, NewNetwork, 0, 0) != 0)
        {
            return false;
        }

        RaiseLoopback();
        File.WriteAllText("/proc/sys/net/ipv4/ping_group_range", pingGroups);
        return SystemCall(group, Nobody, Nobody, Nobody) == 0 && SystemCall(user, Nobody, Nobody, Nobody) == 0;
    }

    private static void RaiseLoopback()
    {
        var request = new byte[40];   // struct ifreq: 16 bytes of name, then the flags
        "lo"u8.CopyTo(request);
        request[16] = IsUp;
        using var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Udp);
        Assert.Equal(0, DeviceControl((int)socket.Handle, SetInterfaceFlags, request));
    }

    [DllImport("libc", EntryPoint = "syscall")]
    private static extern long SystemCall(long number, long first, long second, long third);

    [DllImport("libc", EntryPoint = "ioctl")]
    private static extern int DeviceControl(int descriptor, nuint request, byte[] argument);
}
