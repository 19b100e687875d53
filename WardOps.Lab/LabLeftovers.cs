using System.Globalization;

namespace WardOps.Lab;

/// <summary>The names of labs that belong to a process, PURPOSE-PID-NUMBER, and what is left of those whose process was killed.</summary>
internal static class LabLeftovers
{
    private const string Spaces = "/run/netns";
    private static int s_labs;

    /// <summary>A name that no other living lab of this machine has.</summary>
    public static string NextName(string purpose) => NameFor(purpose, Environment.ProcessId, Interlocked.Increment(ref s_labs));

    public static string NameFor(string purpose, int process, int number) => string.Create(CultureInfo.InvariantCulture, $"{purpose}-{process}-{number}");

    public static void Remove(string purpose)
    {
        var names = Directory.Exists(Spaces) ? Directory.EnumerateFiles(Spaces, $"{purpose}-*").Select(path => DeadLab(path, purpose)).OfType<string>().ToHashSet() : [];
        foreach (var name in names)
        {
            new LabTopology(name).Down();
        }
    }

    /// <summary>The name of the lab that this namespace belongs to, if it is one of this purpose and its process has died.</summary>
    private static string? DeadLab(string path, string purpose)
        => Path.GetFileName(path)[(purpose.Length + 1)..].Split('-') is [var process, var number, "mon" or "fleet"]
            && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && !Directory.Exists($"/proc/{process}")
                ? NameFor(purpose, pid, count)
                : null;
}
