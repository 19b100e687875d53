using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WardOps.Bench.Engine;
using WardOps.Bench.Report;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;
using WardOps.Core.Status;

namespace WardOps.Bench.Loss;

/// <summary>The same loop and board on a simulated network in virtual time: many hours in a minute, so that a rate can be told.</summary>
internal static class VirtualLoss
{
    private const int Devices = 877;
    private const double Loss = 0.05;

    public static void Run(TimeSpan length, BenchReport report)
    {
        var options = new ProbingOptions();
        var clock = new VirtualClock();
        var network = new SimulatedNetwork(7) { Default = new EchoBehaviour { Loss = Loss } };
        var catalog = EngineFactory.Catalog(Enumerable.Range(1, Devices).Select(i => $"127.64.{i >> 8}.{i & 0xff}"));
        var ticks = Channel.CreateUnbounded<ProbeTick>();
        var board = new StatusBoard(Options.Create(new StatusOptions()), options.ToPolicy(), clock);
        using var loop = new EchoLoop(
            options, new ProbeOrders(catalog, options.ToPolicy()), new VirtualNetwork(network, clock), ticks.Writer, new EchoTally(), EchoKey.Random(), clock, NullLogger.Instance);
        var downs = 0;
        for (var left = length; left > TimeSpan.Zero; left -= TimeSpan.FromTicks(loop.StepNs / 100))
        {
            loop.Step();
            clock.Advance(TimeSpan.FromTicks(loop.StepNs / 100));
            while (ticks.Reader.TryRead(out var tick))
            {
                using (tick)
                {
                    downs += board.Judge(tick, catalog.Current).Transitions.Count(t => t.To == DeviceStatus.Down);
                }
            }
        }

        // A row of six begins with each regular echo that is lost after an answered one. Fewer end in a Down: the sixth expires
        // just when the next regular echo is due, and the answer to that may come first.
        var expected = Devices * 0.5 * (1 - Loss) * Math.Pow(Loss, 6) * 3_600;
        Console.WriteLine($"virtual: {length.TotalHours:F0} h, {downs} false Downs, {loop.Counters}");
        report.Add(new BenchRow(
            $"loss: virtual, 5 % for {length.TotalHours:F0} h on {Devices} devices, false Downs", "per 1,000 h", 1_000 * downs / length.TotalHours, "formula, at most", 1_000 * expected));
    }
}
