using System.Globalization;
using System.Text;

namespace WardOps.Core.History.Embedded;

/// <summary>Reads /proc.</summary>
internal static class ProcessTable
{
    /// <summary>Whether that process is a victoria-metrics that serves this storage. A zombie is not.</summary>
    public static bool IsVictoria(int pid, string storageArgument)
    {
        try
        {
            var arguments = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
            return arguments.Length > 0
                && Path.GetFileName(arguments[0]).StartsWith("victoria-metrics", StringComparison.Ordinal)
                && arguments.Contains(storageArgument, StringComparer.Ordinal);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>When the process began, in clock ticks since boot; null if there is none. With the id it names a process for good.</summary>
    public static long? StartOf(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // The second field is the name in brackets and may hold anything; start time is the 20th after it.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
