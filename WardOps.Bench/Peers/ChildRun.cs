using System.ComponentModel;
using System.Diagnostics;

namespace WardOps.Bench.Peers;

/// <summary>A child process that has ended.</summary>
/// <param name="ExitCode">How.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed as errors.</param>
/// <param name="Cpu">User and system time of the whole process, start and end included.</param>
/// <param name="Wall">How long it took.</param>
/// <param name="Steal">Hundredths of a second that the machine was taken away meanwhile.</param>
internal sealed record ChildRun(int ExitCode, string Output, string Error, TimeSpan Cpu, TimeSpan Wall, long Steal)
{
    /// <summary>Runs a command with lines on its standard input; null if there is no such command.</summary>
    /// <param name="networkNamespace">The network namespace to run it in; null for this one.</param>
    /// <param name="command">The command.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">Lines.</param>
    public static async Task<ChildRun?> RunAsync(string? networkNamespace, string command, IEnumerable<string> arguments, IEnumerable<string> input)
    {
        string[] all = networkNamespace is null ? [command, .. arguments] : ["ip", "netns", "exec", networkNamespace, command, .. arguments];
        var start = new ProcessStartInfo(all[0], all[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var (cpu, steal, began) = (ChildCpu.Used, Report.Machine.Steal, TimeProvider.System.GetTimestamp());
        try
        {
            using var child = Process.Start(start)!;
            using var atExit = AtExit.Do(child.Kill);
            var output = child.StandardOutput.ReadToEndAsync();
            var error = child.StandardError.ReadToEndAsync();
            try
            {
                await child.StandardInput.WriteAsync(string.Join('\n', input));
                child.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended without reading all of it; its exit code and its errors say why.
            }

            await child.WaitForExitAsync();
            return new ChildRun(
                child.ExitCode, await output, await error, ChildCpu.Used - cpu, TimeProvider.System.GetElapsedTime(began), Report.Machine.Steal - steal);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
