using System.Globalization;
using WardOps.Bench.Report;

namespace WardOps.Bench.Ping;

/// <summary>What the runs of one case come to.</summary>
internal static class PingRows
{
    private const string Us = "WardOps";
    private const string Fping = "fping";
    private const string SystemPing = "System Ping";

    // An engine that slips sends less, and less costs less.
    private const double LeastShareOfRate = 0.98;

    public static void Add(PingCase bench, SideRuns runs, BenchReport report)
    {
        var flaw = runs.Flaw(Us, r => WhyVoid(bench, r));
        if (runs.Has(Fping))
        {
            Against(Fping, "CPU per echo", r => r.MicrosecondsPerEcho, bench.RatioBudget);
            Against(Fping, "CPU per echo, whole process", r => r.WholeMicrosecondsPerEcho, null);
        }

        if (runs.Has(SystemPing))
        {
            Against(SystemPing, "CPU per echo", r => r.MicrosecondsPerEcho, null);
            Against(SystemPing, "CPU per echo, whole process", r => r.WholeMicrosecondsPerEcho, null);
        }

        report.Add(new BenchRow($"{bench.Name}: share of a core", "% of one core", runs.Median(Us, r => r.CorePercent), Budget: bench.CoreBudget) { Void = flaw });
        report.Add(new BenchRow($"{bench.Name}: false losses", "echoes, worst run", FalseLosses(Us), Peer(runs.Has(Fping)), FalseLosses(Fping), 0) { Void = flaw });
        report.Add(new BenchRow($"{bench.Name}: lag p99", "ms", runs.Median(Us, r => r.LagP99)));
        if (bench.Interval >= TimeSpan.FromSeconds(10))
        {
            report.Add(new BenchRow($"{bench.Name}: allocation of the loop", "B per round", runs.Median(Us, r => r.LoopAllocatedBytes), Budget: 1_024) { Void = flaw });
            report.Add(new BenchRow($"{bench.Name}: allocation with its reader", "B per round", runs.Median(Us, r => r.AllocatedBytes)));
        }

        if (bench.Name.EndsWith("20 ms", StringComparison.Ordinal))
        {
            foreach (var side in new[] { Fping, SystemPing }.Where(runs.Has))
            {
                report.Add(new BenchRow($"{bench.Name}: reported RTT p50", "ms, true 20", runs.Median(Us, r => r.RttP50), side, runs.Median(side, r => r.RttP50)));
                report.Add(new BenchRow($"{bench.Name}: reported RTT p99", "ms, true 20", runs.Median(Us, r => r.RttP99), side, runs.Median(side, r => r.RttP99)));
            }
        }

        void Against(string peer, string what, Func<PingRun, double?> of, double? budget)
            => report.Add(new BenchRow($"{bench.Name}: {what}", "us", runs.Median(Us, of), peer, runs.Median(peer, of), budget, IsRatioBudgeted: true) { Void = budget is null ? null : flaw });

        double? FalseLosses(string side) => runs.Worst(side, r => r.LostByLiving);
    }

    /// <summary>Why a run of ours proves nothing; null if it does.</summary>
    internal static string? WhyVoid(PingCase bench, PingRun run)
    {
        var due = bench.Hosts.Count * 5 / bench.Interval.TotalSeconds;
        return run.Problem
            ?? (run.Echoes == 0 ? "nothing was sent"
                : run.NotSent > 0 ? $"{run.NotSent} echoes could not be sent"
                : run.Echoes / run.Wall.TotalSeconds < LeastShareOfRate * due ? string.Create(CultureInfo.InvariantCulture, $"{run.Echoes / run.Wall.TotalSeconds:F0} of {due:F0} echoes a second")
                : null);
    }

    private static string? Peer(bool hasFping) => hasFping ? Fping : null;
}
