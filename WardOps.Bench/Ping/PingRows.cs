using WardOps.Bench.Report;

namespace WardOps.Bench.Ping;

/// <summary>What the runs of one case come to.</summary>
internal static class PingRows
{
    private const string Us = "WardOps";
    private const string Fping = "fping";
    private const string SystemPing = "System Ping";

    public static void Add(PingCase bench, SideRuns runs, BenchReport report)
    {
        if (runs.Has(Fping))
        {
            Against(Fping, "CPU per echo", r => r.MicrosecondsPerEcho, bench.RatioBudget);
            Against(Fping, "CPU per echo, whole process", r => r.WholeMicrosecondsPerEcho, null);
        }

        if (runs.Has(SystemPing))
        {
            Against(SystemPing, "CPU per echo", r => r.MicrosecondsPerEcho, null);
        }

        report.Add(new BenchRow($"{bench.Name}: share of a core", "% of one core", runs.Median(Us, r => r.CorePercent), Budget: bench.CoreBudget));
        report.Add(new BenchRow($"{bench.Name}: false losses", "echoes, worst run", FalseLosses(Us), Peer(runs.Has(Fping)), runs.Has(Fping) ? FalseLosses(Fping) : null, 0));
        report.Add(new BenchRow($"{bench.Name}: lag p99", "ms", runs.Median(Us, r => r.LagP99)));
        if (bench.Interval >= TimeSpan.FromSeconds(10))
        {
            report.Add(new BenchRow($"{bench.Name}: allocation of the loop", "B per round", runs.Median(Us, r => r.LoopAllocatedBytes), Budget: 1_024));
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
            => report.Add(new BenchRow($"{bench.Name}: {what}", "us", runs.Median(Us, of), peer, runs.Median(peer, of), budget, IsRatioBudgeted: true));

        double FalseLosses(string side) => runs.Worst(side, r => Math.Abs(r.Lost - (bench.Dead * r.Echoes / (double)bench.Hosts.Count)) is var wrong && wrong < Tolerated(r) ? 0 : wrong);

        // A stretch between two rounds' starts may hold a few more or fewer ends of the dead ones, whose loss shows a second later; confirming echoes of theirs do not count.
        double Tolerated(PingRun run) => bench.Dead == 0 ? 0.5 : 0.02 * run.Echoes;
    }

    private static string? Peer(bool hasFping) => hasFping ? Fping : null;
}
