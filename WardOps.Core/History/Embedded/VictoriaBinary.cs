namespace WardOps.Core.History.Embedded;

/// <summary>Looks for the victoria-metrics binary.</summary>
internal static class VictoriaBinary
{
    private static readonly string[] s_names = ["victoria-metrics", "victoria-metrics-prod"];

    /// <summary>Absolute path: the one configured, else the first in PATH, /usr/bin and /usr/local/bin; null if there is none.</summary>
    public static string? Find(HistoryOptions options)
    {
        if (options.VictoriaBinary is { } configured)
        {
            return File.Exists(configured) ? Path.GetFullPath(configured) : null;
        }

        // The embedded server is watched through /proc and signals.
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Append("/usr/bin")
            .Append("/usr/local/bin");
        return folders.SelectMany(f => s_names.Select(n => Path.Combine(f, n))).Where(File.Exists).Select(Path.GetFullPath).FirstOrDefault();
    }
}
