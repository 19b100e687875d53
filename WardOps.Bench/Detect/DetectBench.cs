using System.Globalization;
using System.Net;
using WardOps.Bench.Engine;
using WardOps.Bench.Report;
using WardOps.Lab;

namespace WardOps.Bench.Detect;

/// <summary>How soon a cut device is Down on the board, with real packets to hosts 20 ms away.</summary>
internal static class DetectBench
{
    private const string Anchor = "10.81.255.1";

    public static async Task RunAsync(BenchOptions options, BenchReport report)
    {
        if (FaultLab.WhyNot() is { } problem)
        {
            report.Missing($"the fault lab: {problem}");
            return;
        }

        using var lab = FaultLab.CreateForProcess("detect");
        if (options.Wants("one by one"))
        {
            await OneByOneAsync(lab, options.IsQuick ? 60 : 200, report);
        }

        if (options.Wants("half"))
        {
            await HalfAsync(lab, 877, 8, report);
            if (!options.IsQuick)
            {
                await HalfAsync(lab, 10_000, null, report);
            }
        }

        if (options.Wants("uplink"))
        {
            await UplinkAsync(lab, options.IsQuick ? 15 : 60, report);
        }
    }

    /// <summary>Devices are cut at random moments.</summary>
    private static async Task OneByOneAsync(FaultLab lab, int cuts, BenchReport report)
    {
        var hosts = Hosts(877);
        var before = lab.Counters;
        await using var engine = new WatchedEngine(hosts, Anchor);
        await engine.StartAsync(lab);
        await engine.AllUpAsync();
        var random = new Random(1);
        var cutAt = new Dictionary<string, long>();
        foreach (var host in hosts.OrderBy(_ => random.Next()).Take(cuts))
        {
            await Task.Delay(random.Next(20, 500));
            Cut(lab, [host], cutAt);
        }

        await Task.Delay(TimeSpan.FromSeconds(10));
        var downs = engine.Downs();
        await engine.StopAsync();
        var flaw = Hold("one by one", lab, before, engine);
        var seconds = Seconds(downs, cutAt);
        report.Add(new BenchRow($"detect: {cuts} cut one by one, p50", "s to Down", Figures.Percentile(seconds, 0.5), Budget: 5.5) { Void = flaw });
        report.Add(new BenchRow($"detect: {cuts} cut one by one, p99", "s to Down", Figures.Percentile(seconds, 0.99), Budget: 6.5) { Void = flaw });
        report.Add(new BenchRow($"detect: {cuts} cut one by one, not found", "devices", cuts - seconds.Count, Budget: 0) { Void = flaw });
        report.Add(new BenchRow($"detect: {cuts} cut one by one, false Downs", "devices", False(downs, cutAt), Budget: 0) { Void = flaw });
        Restore(lab, cutAt.Keys);
    }

    /// <summary>Half of the fleet is cut at once, while the anchor answers.</summary>
    private static async Task HalfAsync(FaultLab lab, int devices, double? budget, BenchReport report)
    {
        var hosts = Hosts(devices);
        var before = lab.Counters;
        await using var engine = new WatchedEngine(hosts, Anchor);
        await engine.StartAsync(lab);
        await engine.AllUpAsync();
        var cutAt = new Dictionary<string, long>();
        Cut(lab, hosts.Where((_, i) => i % 2 == 0), cutAt);
        await Task.Delay(TimeSpan.FromSeconds(14));
        var downs = engine.Downs();
        await engine.StopAsync();
        var flaw = Hold($"half of {devices}", lab, before, engine);
        var seconds = Seconds(downs, cutAt);
        report.Add(new BenchRow($"detect: half of {devices} cut at once, p50", "s to Down", Figures.Percentile(seconds, 0.5)));
        report.Add(new BenchRow($"detect: half of {devices} cut at once, p99", "s to Down", Figures.Percentile(seconds, 0.99), Budget: budget) { Void = flaw });
        report.Add(new BenchRow($"detect: half of {devices} cut at once, not found", "devices", cutAt.Count - seconds.Count, Budget: 0) { Void = flaw });
        report.Add(new BenchRow($"detect: half of {devices} cut at once, false Downs", "devices", False(downs, cutAt), Budget: 0) { Void = flaw });
        Restore(lab, cutAt.Keys);
    }

    /// <summary>Nothing comes back any more, of the anchor neither: the uplink of the monitor is cut.</summary>
    private static async Task UplinkAsync(FaultLab lab, int seconds, BenchReport report)
    {
        var before = lab.Counters;
        await using var engine = new WatchedEngine(Hosts(877), Anchor);
        await engine.StartAsync(lab);
        await engine.AllUpAsync();
        lab.BlackholeTun();
        var cut = TimeProvider.System.GetTimestamp();
        double? blindAfter = null;
        while (TimeProvider.System.GetElapsedTime(cut) < TimeSpan.FromSeconds(seconds))
        {
            await Task.Delay(20);
            blindAfter ??= engine.Board.Current.Blind is null ? null : TimeProvider.System.GetElapsedTime(cut).TotalSeconds;
        }

        lab.RestoreTun();
        await Task.Delay(TimeSpan.FromSeconds(12));
        var up = engine.Board.Current.Totals.Up;
        await engine.StopAsync();
        var flaw = Hold($"uplink cut for {seconds} s", lab, before, engine) ?? (blindAfter is null ? "the monitor did not notice" : null);
        report.Add(new BenchRow($"detect: uplink cut for {seconds} s, false Downs", "devices", engine.Downs().Count, Budget: 0) { Void = flaw });
        report.Add(new BenchRow("detect: uplink cut, blindness known", "s", blindAfter));
        report.Add(new BenchRow("detect: uplink back, devices not up after 12 s", "devices", 877 - up, Budget: 0) { Void = flaw });
    }

    private static string[] Hosts(int count) => [.. Enumerable.Range(1, count).Select(i => $"10.81.{i >> 8}.{i & 0xff}")];

    private static void Cut(FaultLab lab, IEnumerable<string> hosts, Dictionary<string, long> cutAt)
    {
        foreach (var host in hosts)
        {
            lab.Network.Cut(IPAddress.Parse(host));
            cutAt[host] = TimeProvider.System.GetTimestamp();
        }
    }

    private static void Restore(FaultLab lab, IEnumerable<string> hosts)
    {
        foreach (var host in hosts)
        {
            lab.Network.Restore(IPAddress.Parse(host));
        }
    }

    private static List<double> Seconds(List<(string Host, long At)> downs, Dictionary<string, long> cutAt)
    {
        List<double> seconds =
        [
            .. downs.Where(d => IsTrue(d, cutAt)).GroupBy(d => d.Host).Select(d => TimeProvider.System.GetElapsedTime(cutAt[d.Key], d.Min(e => e.At)).TotalSeconds).Order(),
        ];
        Console.WriteLine("seconds to Down: " + string.Join(' ', seconds.Select(s => s.ToString("F2", CultureInfo.InvariantCulture))));
        return seconds;
    }

    private static bool IsTrue((string Host, long At) down, Dictionary<string, long> cutAt) => cutAt.TryGetValue(down.Host, out var cut) && down.At >= cut;

    /// <summary>Downs of devices that were not cut, or not yet.</summary>
    private static int False(List<(string Host, long At)> downs, Dictionary<string, long> cutAt) => downs.Count(d => !IsTrue(d, cutAt));

    /// <summary>The simulator's own count is part of the verdict: what it read must be what the engine sent.</summary>
    /// <returns>Why the run proves nothing; null if it does.</returns>
    private static string? Hold(string what, FaultLab lab, TunCounters before, WatchedEngine engine)
    {
        lab.Simulator.WaitUntilQuiet(TimeSpan.FromSeconds(5));
        var simulated = lab.Counters.Since(before);
        var counters = engine.Counters;
        var sent = counters.Sent + counters.Confirming + (counters.Sentinels / 2);   // of two sentinels one, the canary, stays in the monitor
        Console.WriteLine($"{what}: engine {counters}");
        Console.WriteLine($"{what}: lab {simulated}");
        var flaw = Math.Abs(simulated.Requests - sent) <= 1 ? null : $"the lab read {simulated.Requests} of {sent} echoes";
        Console.WriteLine($"{what}: {flaw ?? $"the lab read all {sent} echoes"}");
        return flaw;
    }
}
