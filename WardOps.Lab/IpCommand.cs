using System.ComponentModel;
using System.Diagnostics;

namespace WardOps.Lab;

/// <summary>Runs <c>ip</c> of the package iproute2.</summary>
internal static class IpCommand
{
    private static readonly string[] s_folders = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    /// <summary>Where it is; null if it is not installed. PATH is not asked: it often lacks sbin.</summary>
    public static string? Find() => s_folders.Select(folder => Path.Combine(folder, "ip")).FirstOrDefault(File.Exists);

    /// <summary>Runs <c>ip</c> with these words.</summary>
    /// <exception cref="FaultLabException">It failed; the message has its words.</exception>
    public static void Run(string words) => Run(words, null);

    /// <summary>Runs many commands in one process, inside a namespace. The first that fails ends it.</summary>
    /// <exception cref="FaultLabException">One failed; the message names it and has its words.</exception>
    public static void RunInside(string space, params IReadOnlyList<string> commands) => Run($"-n {space} -batch -", commands);

    private static void Run(string words, IReadOnlyList<string>? commands)
    {
        var path = Find() ?? throw new FaultLabException("The program ip is missing. Fix: apt-get install iproute2.");
        using var process = Start(path, words);
        var said = process.StandardError.ReadToEndAsync();
        foreach (var command in commands ?? [])
        {
            process.StandardInput.WriteLine(command);
        }

        process.StandardInput.Close();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill();
            throw new FaultLabException($"ip {words} did not end within {s_limit.TotalSeconds:0} s and was killed.");
        }

        if (process.ExitCode != 0)
        {
            throw new FaultLabException($"ip {words} failed with exit code {process.ExitCode}: {Explain(said.Result, commands)}");
        }
    }

    private static Process Start(string path, string words)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(path, words) { RedirectStandardError = true, RedirectStandardInput = true })!;
        }
        catch (Win32Exception ex)
        {
            throw new FaultLabException($"{path} cannot be started: {ex.Message}", ex);
        }
    }

    /// <summary>In a batch, "Command failed -:7" means the seventh line.</summary>
    private static string Explain(string said, IReadOnlyList<string>? commands)
    {
        const string Mark = "Command failed -:";
        var at = said.IndexOf(Mark, StringComparison.Ordinal);
        var digits = at < 0 ? "" : string.Concat(said[(at + Mark.Length)..].TakeWhile(char.IsAsciiDigit));
        var which = commands is not null && int.TryParse(digits, out var line) && line > 0 && line <= commands.Count ? $" (the command was: {commands[line - 1]})" : "";
        return said.Trim().ReplaceLineEndings("; ") + which;
    }
}
