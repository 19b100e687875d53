namespace WardOps.Core.Probing;

/// <summary>How often the loop wakes up. A wake-up costs more than an echo, so a small fleet is served in larger steps; stamps are the kernel's, so that costs no precision.</summary>
internal static class Pace
{
    /// <summary>Echoes per second from which on it wakes up every millisecond.</summary>
    public const double FastFrom = 2_000;

    private const long FastNs = 1_000_000;
    private const long SlowNs = 5_000_000;

    /// <returns>Nanoseconds from one step to the next.</returns>
    public static long Of(double echoesPerSecond) => echoesPerSecond < FastFrom ? SlowNs : FastNs;
}
