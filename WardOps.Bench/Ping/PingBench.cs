using WardOps.Bench.Engine;
using WardOps.Bench.Peers;
using WardOps.Bench.Report;
using WardOps.Lab;

namespace WardOps.Bench.Ping;

/// <summary>The engine against fping and System.Net.NetworkInformation.Ping: alternating, on the same addresses, all raw lines kept.</summary>
internal static class PingBench
{
    public static async Task RunAsync(BenchOptions options, BenchReport report)
    {
        Console.WriteLine("CPU per echo counts, not time. The engine is charged for whole rounds of a running process; fping for its whole process. The ratio of whole processes has rows of its own.");
        var noFping = await Fping.WhyNotAsync();
        if (noFping is not null)
        {
            report.Missing(noFping);
        }

        foreach (var bench in PingCase.All.Where(c => options.Wants(c.Name)))
        {
            if (options.IsQuick && !bench.IsQuick)
            {
                BenchReport.LeftOut(bench.Name);
                continue;
            }

            if (bench.NeedsLab && FaultLab.WhyNot() is { } problem)
            {
                report.Missing($"{bench.Name}: {problem}");
                continue;
            }

            using var lab = bench.NeedsLab ? FaultLab.CreateForProcess("bench") : null;
            using var load = new CoreLoad(bench.IsLoaded);
            await RunAsync(bench, options, report, noFping is null, lab);
            if (!load.IsOn)
            {
                report.Missing($"{bench.Name}: the load on the cores ended before the runs did");
            }
        }
    }

    private static async Task RunAsync(PingCase bench, BenchOptions options, BenchReport report, bool hasFping, FaultLab? lab)
    {
        var where = lab?.Monitor.Name;
        var runs = new SideRuns();
        for (var i = 0; i < (options.Repeats ?? (options.IsQuick ? 1 : 3)); i++)
        {
            if (hasFping && bench.FpingPace is { } pace)
            {
                runs.Add("fping", Say(bench, "fping", await Fping.RunAsync(bench, pace, where)));
            }

            if (bench.SystemPings is { } atOnce && !options.IsQuick)
            {
                runs.Add("System Ping", Say(bench, "System Ping", await SystemPing.RunAsync(bench, atOnce, where)));
            }

            var before = lab?.Counters;
            var run = Say(bench, "WardOps", await EngineSide.RunAsync(bench, options.IsQuick ? bench.QuickRounds : bench.Rounds, where));
            runs.Add("WardOps", lab is null ? run : Held(bench, run, lab, before!));
        }

        PingRows.Add(bench, runs, report);
    }

    /// <summary>The lab's own count is part of the verdict: hosts behind the simulator must have been asked as often as the engine says.</summary>
    private static PingRun Held(PingCase bench, PingRun run, FaultLab lab, TunCounters before)
    {
        lab.Simulator.WaitUntilQuiet(TimeSpan.FromSeconds(5));
        var seen = lab.Counters.Since(before);
        Console.WriteLine($"{bench.Name,-16} lab         {seen}");
        var isSimulated = bench.Hosts[0].StartsWith("10.81.", StringComparison.Ordinal);
        return run.Problem is null && isSimulated && seen.Requests != run.WholeEchoes
            ? run with { Problem = $"the lab read {seen.Requests} of {run.WholeEchoes} echoes" }
            : run;
    }

    private static PingRun Say(PingCase bench, string side, PingRun run)
    {
        Console.WriteLine($"{bench.Name,-16} {side,-11} {run}");
        return run;
    }
}
