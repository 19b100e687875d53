using System.Runtime.Versioning;

namespace WardOps.Core.Probing.Linux;

/// <summary>Sleep to a moment instead of for a time, so that steps do not drift; and the priority of the calling thread.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class MonotonicSleep
{
    /// <summary>Sleeps until <paramref name="mono"/>, in nanoseconds of CLOCK_MONOTONIC, which is what TimeProvider.System counts on Linux. A signal may end the sleep early.</summary>
    public static void Until(long mono)
    {
        var moment = TimeSpec.From(mono);
        _ = LibC.ClockNanoSleep(LibC.ClockMonotonic, LibC.TimerAbsolute, &moment, null);
    }

    /// <summary>CPU time of the calling thread so far, in nanoseconds.</summary>
    public static long ThreadCpu
    {
        get
        {
            TimeSpec time;
            return LibC.ClockGetTime(LibC.ClockThreadCpu, &time) == 0 ? time.Nanos : 0;
        }
    }

    /// <summary>On Linux, who = 0 means the calling thread and not the process.</summary>
    /// <returns>0, or the errno: without CAP_SYS_NICE it is refused.</returns>
    public static int TryRaisePriority(int nice)
        => LibC.SetPriority(LibC.PriorityOfProcess, 0, nice) == 0 ? 0 : System.Runtime.InteropServices.Marshal.GetLastPInvokeError();
}
