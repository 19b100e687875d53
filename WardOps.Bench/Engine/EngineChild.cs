using System.Globalization;
using System.Text.Json;
using WardOps.Bench.Report;
using WardOps.Core.Probing;

namespace WardOps.Bench.Engine;

/// <summary>The engine in a process of its own, so that its CPU is not that of the benchmark. The first rounds are warm-up: it is made to run for months.</summary>
internal static class EngineChild
{
    public const string Verb = "engine-child";

    /// <param name="args">Interval in seconds, rounds to measure. The hosts come as lines.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var interval = TimeSpan.FromSeconds(int.Parse(args[0], CultureInfo.InvariantCulture));
        var rounds = int.Parse(args[1], CultureInfo.InvariantCulture);
        var hosts = (await Console.In.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var service = EngineFactory.Create(new ProbingOptions { Interval = interval, GatewayIsAnchor = false }, EngineFactory.Catalog(hosts));
        await service.StartAsync(CancellationToken.None);
        if (service.State is { CanSend: false } state)
        {
            return Print(new EngineResult(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, state.Problem));
        }

        var rtts = new List<double>();
        await StartedRoundsAsync(service, interval < TimeSpan.FromSeconds(5) ? 4 : 2, null);
        var (before, lag, cpu, allocated, began) = (service.Counters, service.Lag, Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(true), TimeProvider.System.GetTimestamp());
        await StartedRoundsAsync(service, rounds, null);
        var used = Environment.CpuUsage.TotalTime - cpu;
        var bytes = GC.GetTotalAllocatedBytes(true) - allocated;
        var (after, late, wall) = (service.Counters, service.Lag, TimeProvider.System.GetElapsedTime(began));
        await StartedRoundsAsync(service, 1, rtts);   // after the measurement: to keep round-trip times costs memory
        await service.StopAsync(CancellationToken.None);
        return Print(new EngineResult(
            after.Sent - before.Sent,
            after.Lost - before.Lost,
            after.NotSent - before.NotSent,
            (long)(used.TotalMicroseconds * 1_000),
            (long)(wall.TotalMicroseconds * 1_000),
            service.Counters.Sent,
            Figures.Percentile(rtts, 0.5) ?? 0,
            Figures.Percentile(rtts, 0.99) ?? 0,
            LagHistogram.Percentile(lag, late, 0.5) / 1e6,
            LagHistogram.Percentile(lag, late, 0.99) / 1e6,
            LagHistogram.Percentile(lag, late, 1) / 1e6,
            bytes / (double)rounds,
            (after.AllocatedBytes - before.AllocatedBytes) / (double)rounds,
            after.BlindTicks - before.BlindTicks,
            null));
    }

    private static int Print(EngineResult result)
    {
        Console.WriteLine(JsonSerializer.Serialize(result));
        return 0;
    }

    private static async Task StartedRoundsAsync(EchoService service, int count, List<double>? rtts)
    {
        await foreach (var tick in service.Ticks.ReadAllAsync())
        {
            using (tick)
            {
                Keep(tick, rtts);
                if (tick.Started is not null && --count == 0)
                {
                    return;
                }
            }
        }
    }

    private static void Keep(ProbeTick tick, List<double>? rtts)
    {
        foreach (ref readonly var outcome in tick.Outcomes)
        {
            if (rtts is not null && outcome.Result == EchoResult.Answered)
            {
                rtts.Add(outcome.RttNs / 1e6);
            }
        }
    }
}
