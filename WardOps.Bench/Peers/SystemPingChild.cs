using System.Globalization;
using System.Net.NetworkInformation;
using WardOps.Bench.Report;

namespace WardOps.Bench.Peers;

/// <summary>System.Net.NetworkInformation.Ping in a process of its own: one echo to each address as a warm-up, then 5, so many at once.</summary>
internal static class SystemPingChild
{
    public const string Verb = "system-ping-child";

    public static async Task<int> RunAsync(string[] args)
    {
        var atOnce = int.Parse(args[0], CultureInfo.InvariantCulture);
        var hosts = (await Console.In.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Owner.EndWithParent();
        await RunAsync(hosts, 1, atOnce);   // warm-up, as the engine has one
        var (cpu, began) = (Environment.CpuUsage.TotalTime, TimeProvider.System.GetTimestamp());
        var (rtts, lost) = await RunAsync(hosts, 5, atOnce);
        var (used, wall) = (Environment.CpuUsage.TotalTime - cpu, TimeProvider.System.GetElapsedTime(began));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rtts.Count + lost} {lost} {Figures.Percentile(rtts, 0.5) ?? 0} {Figures.Percentile(rtts, 0.99) ?? 0} {GC.GetTotalAllocatedBytes()} {used.TotalMicroseconds} {wall.TotalMicroseconds}"));
        return 0;
    }

    private static async Task<(IReadOnlyCollection<double> Rtts, int Lost)> RunAsync(string[] hosts, int echoes, int atOnce)
    {
        var rtts = new System.Collections.Concurrent.ConcurrentBag<double>();
        var lost = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, echoes).SelectMany(_ => hosts),
            new ParallelOptions { MaxDegreeOfParallelism = atOnce },
            async (host, _) =>
            {
                using var ping = new System.Net.NetworkInformation.Ping();
                var reply = await ping.SendPingAsync(host, 1_000);
                if (reply.Status == IPStatus.Success)
                {
                    rtts.Add(reply.RoundtripTime);
                }
                else
                {
                    Interlocked.Increment(ref lost);
                }
            });
        return (rtts, lost);
    }
}
