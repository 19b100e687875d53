using System.Runtime.InteropServices;

namespace WardOps.Core.Probing.Linux;

/// <summary>struct timespec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    private const long NanosPerSecond = 1_000_000_000;

    public nint Seconds;
    public nint Rest;

    public readonly long Nanos => (Seconds * NanosPerSecond) + Rest;

    public static TimeSpec From(long nanos) => new()
    {
        Seconds = (nint)(nanos / NanosPerSecond),
        Rest = (nint)(nanos % NanosPerSecond),
    };
}
