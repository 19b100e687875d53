using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Faults;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Bench.Ping;

/// <summary>Runs the echo loop as the product runs it. The first round is warm-up (the process is long-lived), the second is measured.</summary>
internal static class EngineSide
{
    public static async Task<PingRun> RunAsync(PingCase bench)
    {
        var options = Options.Create(new ProbingOptions { Interval = bench.Interval, EchoesPerRound = PingCase.Echoes });
        var source = new EchoTransports(
            options, Options.Create(new DemoOptions()), new SimulatedNetwork(1), new EchoFaults(), TimeProvider.System, NullLogger<EchoTransports>.Instance);
        using var service = new EchoService(options, Catalog(bench), options.Value.ToPolicy(), source, TimeProvider.System, NullLogger<EchoService>.Instance);
        await service.StartAsync(CancellationToken.None);
        if (service.State is { CanSend: false } state)
        {
            throw new InvalidOperationException($"{state.Problem}\n{string.Join('\n', state.Fixes)}");
        }

        await StartedRoundsAsync(service, 2);
        var (before, cpu, began) = (service.Counters, Environment.CpuUsage.TotalTime, TimeProvider.System.GetTimestamp());
        await StartedRoundsAsync(service, 1);
        var (after, used, wall) = (service.Counters, Environment.CpuUsage.TotalTime - cpu, TimeProvider.System.GetElapsedTime(began));
        await service.StopAsync(CancellationToken.None);
        return new PingRun(after.Sent - before.Sent, after.Lost - before.Lost, used, wall);
    }

    private static async Task StartedRoundsAsync(EchoService service, int count)
    {
        await foreach (var tick in service.Ticks.ReadAllAsync())
        {
            using (tick)
            {
                if (tick.Started is not null && --count == 0)
                {
                    return;
                }
            }
        }
    }

    private static DeviceCatalog Catalog(PingCase bench)
    {
        var catalog = new DeviceCatalog();
        catalog.Swap(bench.Addresses.Select(a => new WatchedDevice(0, Guid.NewGuid(), a, IPAddress.Parse(a), "Bench", "Bench", "Bench", null, true)));
        return catalog;
    }
}
