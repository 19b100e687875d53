using System.Globalization;
using System.Text.Json;
using WardOps.Bench.Peers;
using WardOps.Bench.Report;
using WardOps.Core.Probing;

namespace WardOps.Bench.Engine;

/// <summary>The engine in a process of its own, so that its CPU is not that of the benchmark. The first rounds are warm-up: it is made to run for months.</summary>
internal static class EngineChild
{
    public const string Verb = "engine-child";

    /// <param name="args">Interval in seconds, rounds to measure, how many of the hosts, at the end of the list, are dead. The hosts come as lines.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var interval = TimeSpan.FromSeconds(int.Parse(args[0], CultureInfo.InvariantCulture));
        Owner.EndWithParent();
        var rounds = int.Parse(args[1], CultureInfo.InvariantCulture);
        var hosts = (await Console.In.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var service = EngineFactory.Create(new ProbingOptions { Interval = interval, GatewayIsAnchor = false }, EngineFactory.Catalog(hosts));
        await service.StartAsync(CancellationToken.None);
        if (service.State is { CanSend: false } state)
        {
            return Print(new EngineResult(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, state.Problem));
        }

        var rtts = new List<double>();
        var living = hosts.Length - int.Parse(args[2], CultureInfo.InvariantCulture);
        await StartedRoundsAsync(service, interval < TimeSpan.FromSeconds(5) ? 4 : 2, living, null);
        var (before, lag, cpu, allocated, began) = (service.Counters, service.Lag, Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(true), TimeProvider.System.GetTimestamp());
        var lost = await StartedRoundsAsync(service, rounds, living, null);
        var used = Environment.CpuUsage.TotalTime - cpu;
        var bytes = GC.GetTotalAllocatedBytes(true) - allocated;
        var (after, late, wall) = (service.Counters, service.Lag, TimeProvider.System.GetElapsedTime(began));
        await StartedRoundsAsync(service, 1, living, rtts);   // after the measurement: to keep round-trip times costs memory
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
            lost,
            null));
    }

    private static int Print(EngineResult result)
    {
        Console.WriteLine(JsonSerializer.Serialize(result));
        return 0;
    }

    /// <returns>Lost echoes to hosts that live.</returns>
    private static async Task<long> StartedRoundsAsync(EchoService service, int count, int living, List<double>? rtts)
    {
        var lost = 0L;
        await foreach (var tick in service.Ticks.ReadAllAsync())
        {
            using (tick)
            {
                lost += Keep(tick, living, rtts);
                if (tick.Started is not null && --count == 0)
                {
                    return lost;
                }
            }
        }

        return lost;
    }

    private static int Keep(ProbeTick tick, int living, List<double>? rtts)
    {
        var lost = 0;
        foreach (ref readonly var outcome in tick.Outcomes)
        {
            if (rtts is not null && outcome.Result == EchoResult.Answered)
            {
                rtts.Add(outcome.RttNs / 1e6);
            }

            // Slots are given in the order of the list.
            lost += outcome.Result == EchoResult.Lost && outcome.Device.Slot < living ? 1 : 0;
        }

        return lost;
    }
}
