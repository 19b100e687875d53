using WardOps.Bench.Report;
using WardOps.Bench.Servers;

namespace WardOps.Bench.Chaos;

/// <summary>Whether a round is ever lost, torn or told wrongly when processes die.</summary>
internal static class ChaosBench
{
    public static async Task RunAsync(BenchOptions options, BenchReport report)
    {
        if (VictoriaServer.FindBinary(report) is not { } binary)
        {
            return;
        }

        var plan = options.IsQuick ? ChaosPlan.Short : ChaosPlan.Full;
        using var run = new ChaosRun(plan, binary, Console.WriteLine);
        var verdict = await run.RunAsync();
        report.Add(new BenchRow($"chaos: {plan.Length.TotalSeconds:F0} s, {plan.Devices} devices, rounds whole in the store", "rounds", verdict.Whole, "rounds due", verdict.Due));
        report.Add(new BenchRow("chaos: rounds lost while WardOps ran", "rounds", verdict.Lost, Budget: 0));
        report.Add(new BenchRow("chaos: rounds that some devices have and others have not", "rounds", verdict.Torn, Budget: 0));
        report.Add(new BenchRow("chaos: rounds missing without a word in the ledger", "rounds", verdict.Untold, Budget: 0));
        report.Add(new BenchRow("chaos: rounds there that the ledger calls missing", "rounds", verdict.Slandered, Budget: 0));
        report.Add(new BenchRow("chaos: samples there more than once", "samples", verdict.Twice, Budget: 0));
        report.Add(new BenchRow("chaos: rounds not written since the monitor did not believe itself, told in the ledger", "rounds", verdict.Unbelieved));
    }
}
