using System.Globalization;
using System.Runtime.InteropServices;

namespace WardOps.Bench.Report;

/// <summary>On what was measured, and how much of it was taken away meanwhile.</summary>
internal static class Machine
{
    /// <summary>Hundredths of a second that the hypervisor gave to others since the start of this machine; 0 where it does not tell.</summary>
    public static long Steal => File.Exists("/proc/stat") && File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 8 } words
        ? long.Parse(words[8], CultureInfo.InvariantCulture)
        : 0;

    public static void Print()
    {
        var model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[^1].Trim()
            : null;
        var load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Trim() : "unknown";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm}Z, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} x {model ?? RuntimeInformation.ProcessArchitecture.ToString()}, .NET {Environment.Version}, load {load}"));
    }
}
