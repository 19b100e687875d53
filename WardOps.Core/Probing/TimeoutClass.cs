using WardOps.Core.Devices;

namespace WardOps.Core.Probing;

/// <summary>A timeout as the loop carries it: in steps of 50 ms, from 1 up. Echoes of one class expire in the order in which they were sent.</summary>
internal static class TimeoutClass
{
    /// <summary>12.75 s, the longest that fits in a byte.</summary>
    public const byte Longest = byte.MaxValue;

    public static byte Of(TimeSpan timeout) => (byte)Math.Clamp(timeout.Ticks / ProbePolicy.TimeoutStep.Ticks, 1, Longest);

    public static long Nanos(byte timeout) => timeout * EchoClock.Nanos(ProbePolicy.TimeoutStep);
}
