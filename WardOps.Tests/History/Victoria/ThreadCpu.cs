using WardOps.Core.Probing.Linux;
using WardOps.Tests.Integration;

namespace WardOps.Tests.History.Victoria;

/// <summary>What this thread has used of the processor: the clock on the wall also counts what everybody else does on a busy machine.</summary>
internal static class ThreadCpu
{
    private const int ThreadClock = 3;   // CLOCK_THREAD_CPUTIME_ID of Linux

    public static unsafe TimeSpan Now()
    {
        Require.Linux();
        TimeSpec time;
        Assert.Equal(0, LibC.ClockGetTime(ThreadClock, &time));
        return TimeSpan.FromTicks(time.Nanos / 100);
    }
}
