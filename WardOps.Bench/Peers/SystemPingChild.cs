using System.Globalization;
using System.Net.NetworkInformation;
using WardOps.Bench.Report;

namespace WardOps.Bench.Peers;

/// <summary>System.Net.NetworkInformation.Ping in a process of its own: 5 echoes to each address, so many at once.</summary>
internal static class SystemPingChild
{
    public const string Verb = "system-ping-child";

    public static async Task<int> RunAsync(string[] args)
    {
        var atOnce = int.Parse(args[0], CultureInfo.InvariantCulture);
        var hosts = (await Console.In.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var rtts = new System.Collections.Concurrent.ConcurrentBag<double>();
        var lost = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 5).SelectMany(_ => hosts),
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
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{rtts.Count + lost} {lost} {Figures.Percentile(rtts, 0.5) ?? 0} {Figures.Percentile(rtts, 0.99) ?? 0} {GC.GetTotalAllocatedBytes()}"));
        return 0;
    }
}
