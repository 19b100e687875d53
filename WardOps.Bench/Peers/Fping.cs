using System.Globalization;
using WardOps.Bench.Ping;

namespace WardOps.Bench.Peers;

/// <summary>fping: found, or installed where that is possible.</summary>
internal static class Fping
{
    private const string Command = "fping";

    /// <summary>Null if it is there now; else why not.</summary>
    public static async Task<string?> WhyNotAsync()
    {
        if (await ChildRun.RunAsync(null, Command, ["-v"], []) is not null)
        {
            return null;
        }

        if (new[] { "/usr/bin/fping", "/usr/sbin/fping" }.FirstOrDefault(File.Exists) is { } there)
        {
            return $"{there} may not be run by this user: run the benchmark as root";
        }

        foreach (var arguments in new[] { "update -qq", "install -y -qq fping" })
        {
            if (await ChildRun.RunAsync(null, "apt-get", arguments.Split(' '), []) is not { ExitCode: 0 })
            {
                return "fping is missing and could not be installed: apt-get install fping";
            }
        }

        return null;
    }

    /// <summary>One run: 5 echoes to each address.</summary>
    /// <param name="bench">The case.</param>
    /// <param name="pace">Its pacing options.</param>
    /// <param name="networkNamespace">Where.</param>
    public static async Task<PingRun> RunAsync(PingCase bench, string pace, string? networkNamespace)
    {
        // More than 6,553 echoes a second are beyond one fping: its sequence numbers run out. Then several share the list.
        var parts = bench.Hosts.Chunk((bench.Hosts.Count + bench.FpingProcesses - 1) / bench.FpingProcesses).ToArray();
        string[] arguments = ["-C", "5", .. pace.Split(' '), "-q", "-f", "-"];
        var began = TimeProvider.System.GetTimestamp();
        var runs = await Task.WhenAll(parts.Select(hosts => ChildRun.RunAsync(networkNamespace, Command, arguments, hosts)));
        var wall = TimeProvider.System.GetElapsedTime(began);
        var lines = runs.SelectMany(r => r!.Error.Split('\n')).Where(l => l.Contains(" : ", StringComparison.Ordinal)).Select(l => l.Split(" : ")).ToList();
        var words = lines.SelectMany(l => l[1].Split(' ')).ToList();
        var dead = bench.Hosts.TakeLast(bench.Dead).ToHashSet(StringComparer.Ordinal);
        var rtts = words.Select(w => double.TryParse(w, CultureInfo.InvariantCulture, out var ms) ? ms : -1).Where(ms => ms >= 0).ToList();
        var failed = runs.FirstOrDefault(r => r!.ExitCode > 1);   // 1: some hosts did not answer
        return new PingRun
        {
            Echoes = words.Count,
            Lost = words.Count(w => w == "-"),
            LostByLiving = lines.Where(l => !dead.Contains(l[0].Trim())).Sum(l => l[1].Split(' ').Count(w => w == "-")),
            Cpu = runs.Length == 1 ? runs[0]!.Cpu : runs.Max(r => r!.Cpu),   // children that run together share one count, which the last one to end has seen whole
            WholeCpu = runs.Max(r => r!.Cpu),
            Wall = wall,
            Steal = runs.Max(r => r!.Steal),
            RttP50 = Report.Figures.Percentile(rtts, 0.5),
            RttP99 = Report.Figures.Percentile(rtts, 0.99),
            Problem = failed?.Error.Split('\n').FirstOrDefault(l => l.StartsWith("fping", StringComparison.OrdinalIgnoreCase)),
        };
    }
}
