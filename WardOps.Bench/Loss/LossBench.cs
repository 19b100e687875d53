using WardOps.Bench.Engine;
using WardOps.Bench.Report;
using WardOps.Lab;

namespace WardOps.Bench.Loss;

/// <summary>Whether random loss is ever taken for an outage.</summary>
internal static class LossBench
{
    private const int Devices = 877;

    // While it does not believe itself, nothing goes Down: a run that was blind for long has not been tried.
    private const double MostDoubted = 0.01;

    public static async Task RunAsync(BenchOptions options, BenchReport report)
    {
        if (options.Wants("virtual"))
        {
            VirtualLoss.Run(options.IsQuick ? TimeSpan.FromHours(12) : TimeSpan.FromHours(200), report);
        }

        if (FaultLab.WhyNot() is { } problem)
        {
            report.Missing($"the fault lab: {problem}");
            return;
        }

        if (options.Wants("real"))
        {
            await RealAsync(options.IsQuick ? TimeSpan.FromSeconds(80) : TimeSpan.FromMinutes(30), report);
        }
    }

    private static async Task RealAsync(TimeSpan length, BenchReport report)
    {
        using var lab = FaultLab.CreateForProcess("loss");
        await using var engine = new WatchedEngine(Enumerable.Range(1, Devices).Select(i => $"10.92.{i >> 8}.{i & 0xff}"), "10.81.255.1");
        await engine.StartAsync(lab);
        await engine.AllUpAsync();
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < length)
        {
            await Task.Delay(TimeSpan.FromSeconds(10));
            Console.WriteLine($"{TimeProvider.System.GetElapsedTime(began):mm\\:ss} {engine.Counters}, Downs {engine.Downs().Count}, blind {engine.Board.Current.Blind?.Reason ?? "no"}");
        }

        var downs = engine.Downs().Count;
        await engine.StopAsync();
        lab.Simulator.WaitUntilQuiet(TimeSpan.FromSeconds(5));
        var (counters, simulated) = (engine.Counters, lab.Counters);
        Console.WriteLine($"lab {simulated}");
        var sent = counters.Sent + counters.Confirming + (counters.Sentinels / 2);   // of two sentinels one, the canary, stays in the monitor
        var doubted = counters.BlindTicks * 0.25 / length.TotalSeconds;
        var flaw = Math.Abs(simulated.Requests - sent) > 1 ? $"the lab read {simulated.Requests} of {sent} echoes"
            : doubted > MostDoubted ? $"in {100 * doubted:F1} % of the time the monitor did not believe itself"
            : null;
        var lost = 100.0 * counters.Lost / (counters.Lost + counters.Answered);
        var minutes = length.TotalMinutes;
        report.Add(new BenchRow($"loss: real, 5 % for {minutes:F1} min on {Devices} devices, false Downs", "devices", downs, Budget: 0) { Void = flaw });
        report.Add(new BenchRow("loss: real, loss that the engine measured", "%", lost, "lab", 100.0 * simulated.Dropped / simulated.Requests));
        report.Add(new BenchRow("loss: real, confirming echoes per lost one", "echoes", counters.Confirming / (double)counters.Lost));
        report.Add(new BenchRow("loss: real, ticks not believed", "ticks", counters.BlindTicks));
    }
}
