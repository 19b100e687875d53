using System.Runtime.InteropServices;

namespace WardOps.Bench.Peers;

/// <summary>CPU time of all child processes that have ended, by getrusage(RUSAGE_CHILDREN): .NET forgets it with the process.</summary>
internal static class ChildCpu
{
    private const int Children = -1;

    public static TimeSpan Used
    {
        get
        {
            var usage = new long[18];   // struct rusage: two struct timeval, then fourteen counters
            return GetUsage(Children, usage) == 0
                ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
                : throw new InvalidOperationException("getrusage failed.");
        }
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    private static extern int GetUsage(int who, [Out] long[] usage);
}
