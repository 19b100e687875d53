using System.Globalization;
using System.Net;
using WardOps.Bench.Report;
using WardOps.Core.Devices;
using WardOps.Core.History.Sums;
using WardOps.Core.Probing;

namespace WardOps.Bench.Sums;

/// <summary>The sums in memory, full: how much they take, and what it costs to add a round and to answer a page.</summary>
internal static class SumsBench
{
    private const int Calls = 50;

    public static Task RunAsync(BenchOptions options, BenchReport report)
    {
        foreach (var devices in options.IsQuick ? [877, 10_000] : new[] { 877, 10_000, 100_000 })
        {
            Measure(devices, options, report);
        }

        return Task.CompletedTask;
    }

    private static void Measure(int count, BenchOptions options, BenchReport report)
    {
        var catalog = new DeviceCatalog();
        catalog.Swap(Enumerable.Range(0, count).Select(Device));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = new BenchClock(new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero));
        var sums = new RollingSums(catalog, ProbePolicy.Default, clock);
        var maps = new UptimeMaps(sums, clock);
        Fill(sums, clock, catalog.Current);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        // Which rounds were seen takes 324 kB, however many devices there are.
        Row("memory", "kB", [bytes / 1000.0], (8.4 * count) + 330);
        Row("add a round", "us", Time(i => Add(sums, clock, catalog.Current, i)), null);
        Row("fleet uptime, 24 h", "us", Time(_ => sums.Fleet(null)), 50.0 * Math.Max(1, count / 1000.0));
        Row("fleet uptime, 30 d", "us", Time(_ => sums.Fleet(SumsPeriod.Month, null)), null);
        Row("devices with down time", "us", Time(_ => sums.Downtimes(null)), null);
        foreach (var period in new[] { SumsPeriod.Day, SumsPeriod.Month })
        {
            Row(period == SumsPeriod.Day ? "heat map, 24 h" : "heat map, 30 d", "us", Time(_ =>
            {
                clock.Advance(TimeSpan.FromMinutes(1));   // none that was kept
                maps.Of(MapGrouping.Branch, period, TimeZoneInfo.Utc);
            }, period == SumsPeriod.Day ? Calls : 5), null);
        }

        GC.KeepAlive(sums);

        void Row(string what, string unit, IReadOnlyList<double> values, double? budget)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"sums, {count:N0} devices: {what}");
            if (options.Wants(name))
            {
                report.Add(new BenchRow(name, unit, Figures.Median(values), Budget: budget));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: p50 {Figures.Median(values):F1}, p95 {Figures.Percentile(values, 0.95):F1} {unit}"));
            }
        }
    }

    /// <summary>Every step of a day and every hour of a month, so that all is there that ever will be.</summary>
    private static void Fill(RollingSums sums, BenchClock clock, Catalog catalog)
    {
        var hours = new List<StepSum>();
        for (var hour = 719; hour > 24; hour--)
        {
            var from = clock.GetUtcNow() - TimeSpan.FromHours(hour);
            hours.AddRange(catalog.Devices.Select((d, i) => new StepSum(d.Id, from, 3600 - (10 * (i % 7)), 3600, 1000, 10_000)));
            sums.TakeHours(from, from + TimeSpan.FromHours(1), hours);
            hours.Clear();
        }

        for (var step = 287; step > 0; step--)
        {
            var from = clock.GetUtcNow() - TimeSpan.FromMinutes(5 * step);
            hours.AddRange(catalog.Devices.Select((d, i) => new StepSum(d.Id, from, 300 - (10 * (i % 3)), 300, 100, 1000)));
            sums.TakeSteps(from, from + TimeSpan.FromMinutes(5), hours);
            hours.Clear();
        }

        Add(sums, clock, catalog, 0);
    }

    private static void Add(RollingSums sums, BenchClock clock, Catalog catalog, int number)
    {
        var results = new DeviceRound[catalog.Slots];
        Array.Fill(results, new DeviceRound(5, number % 5 == 0 ? (byte)0 : (byte)5, 0, 12.5f, 10, 15, 1));
        var plan = new RoundPlan((clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.FromSeconds(10).Ticks, TimeSpan.FromSeconds(10), 5, catalog);
        sums.Add(new Round(plan, plan.EndsAt, results));
        clock.Advance(TimeSpan.FromSeconds(10));
    }

    private static List<double> Time(Action<int> call, int calls = Calls)
    {
        call(-1);
        var times = new List<double>();
        for (var i = 0; i < calls; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            call(i);
            times.Add(TimeProvider.System.GetElapsedTime(start).TotalMicroseconds);
        }

        return times;
    }

    private static WatchedDevice Device(int number) => new(
        0, new Guid(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), $"device-{number}", new IPAddress(0x0a00_0000L + number),
        string.Create(CultureInfo.InvariantCulture, $"Branch {number % 700}"), string.Create(CultureInfo.InvariantCulture, $"Region {number % 700 % 10}"), "Router", null, true);
}
