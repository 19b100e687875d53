using System.Diagnostics;
using System.Runtime.Versioning;
using WardOps.Tests.Integration;
using WardOps.Tests.Lab;

namespace WardOps.Tests.Bench;

/// <summary>Benchmarks take minutes, and people press Ctrl-C: the real program, really interrupted, while it has made what it needs.</summary>
[SupportedOSPlatform("linux")]
public sealed class InterruptedBenchTests : IDisposable
{
    private readonly DirectoryInfo _temp = Directory.CreateTempSubdirectory("wardops-interrupted-");

    /// <param name="arguments">The verb and its options.</param>
    /// <param name="lab">How its lab is called; null if it makes none.</param>
    /// <param name="children">It is interrupted once it has so many.</param>
    /// <param name="signal">By what.</param>
    /// <param name="code">What it ends with.</param>
    [Theory]
    [InlineData("ping --repeats 1 --only 10000%20loaded", null, 3, ChildProcesses.Interrupt, 130)]   // two that load the cores, and fping
    [InlineData("ping --repeats 1 --only 877%20at%2020%20ms", "bench", 1, ChildProcesses.Interrupt, 130)]
    [InlineData("detect --quick --only uplink", "detect", 0, ChildProcesses.Interrupt, 130)]
    [InlineData("detect --quick --only uplink", "detect", 0, ChildProcesses.Terminate, 143)]
    [InlineData("chaos --quick", null, 2, ChildProcesses.Interrupt, 130)]   // victoria-metrics and WardOps
    public async Task Bench_ThatIsInterrupted_LeavesNothingBehind(string arguments, string? lab, int children, int signal, int code)
    {
        Demand(arguments, lab);
        var start = ChildProcesses.Program("WardOps.Bench", [.. arguments.Split(' ').Select(Uri.UnescapeDataString)]);
        start.Environment["TMPDIR"] = _temp.FullName;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";   // the runtime's own files there
        using var bench = Process.Start(start)!;
        var output = bench.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = bench.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await Eventually.TrueAsync(() => ChildProcesses.Below(bench.Id).Count >= children && (lab is null || Spaces(lab, bench.Id).Length > 0), seconds: 60);
            var below = ChildProcesses.Below(bench.Id);

            ChildProcesses.Send(bench.Id, signal);
            await bench.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

            Assert.Equal(code, bench.ExitCode);
            await Eventually.TrueAsync(() => !below.Any(ChildProcesses.IsRunning));
            Assert.Empty(lab is null ? [] : Spaces(lab, bench.Id));
            Assert.Empty(_temp.EnumerateFileSystemInfos().Select(i => i.FullName));
            Assert.DoesNotContain("left behind", await error, StringComparison.Ordinal);
        }
        finally
        {
            if (!bench.HasExited)
            {
                bench.Kill(entireProcessTree: true);
            }

            TestContext.Current.TestOutputHelper?.WriteLine($"{await output}\n{await error}");
        }
    }

    public void Dispose() => _temp.Delete(recursive: true);

    private static string[] Spaces(string lab, int process) => Directory.Exists("/run/netns") ? Directory.GetFiles("/run/netns", $"{lab}-{process}-*") : [];

    private static void Demand(string arguments, string? lab)
    {
        Require.Linux();
        if (lab is not null)
        {
            LabFixture.Demand();
        }

        var tool = arguments.StartsWith("chaos", StringComparison.Ordinal) ? "victoria-metrics" : arguments.StartsWith("ping", StringComparison.Ordinal) ? "fping" : null;
        if (tool is not null && !File.Exists($"/usr/bin/{tool}"))
        {
            Require.Missing($"{tool} is missing. Fix: apt-get install {tool}");
        }
    }
}
