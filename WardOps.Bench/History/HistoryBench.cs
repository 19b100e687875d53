using System.Globalization;
using Npgsql;
using WardOps.Bench.Report;
using WardOps.Bench.Servers;

namespace WardOps.Bench.History;

/// <summary>How fast history answers, through the API of a WardOps that probes its whole fleet meanwhile, and how much room it takes.</summary>
internal static class HistoryBench
{
    private const int DevicesOfAMonth = 10;
    private const int DaysOfAMonth = 30;
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    // A question of --quick: PostgreSQL needs one to two seconds for some.
    private static readonly TimeSpan s_quick = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(BenchOptions options, BenchReport report)
    {
        if (VictoriaServer.FindBinary(report) is not { } binary)
        {
            return;
        }

        if (options.Wants("877"))
        {
            await FleetAsync(877, options, binary, withPostgres: true, report);
        }

        if (options.Wants("10000"))
        {
            await FleetAsync(10_000, options, binary, withPostgres: false, report);
        }
    }

    private static async Task FleetAsync(int devices, BenchOptions options, string binary, bool withPostgres, BenchReport report)
    {
        var folder = Directory.CreateTempSubdirectory("wardops-history-");
        using var atExit = AtExit.Do(() => folder.Delete(recursive: true));
        try
        {
            // A day as asked; --quick takes a part of it, said in the name of its rows.
            var hours = !options.IsQuick ? 24 : devices > 1000 ? 2 : 6;
            var fleet = string.Create(CultureInfo.InvariantCulture, $"{devices} devices{(hours == 24 ? "" : $" ({hours} h of data)")}:");
            using var victoria = new VictoriaServer(binary, Path.Combine(folder.FullName, "victoria"), s_interval);
            await victoria.StartAsync();
            await StoreSeed.CreateAsync(Path.Combine(folder.FullName, "wardops"), devices);

            var rounds = hours * 360;
            var end = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 10 * 10);
            var began = TimeProvider.System.GetTimestamp();
            var samples = await VictoriaLoad.RunAsync(victoria.Address, Enumerable.Range(0, devices), end - (rounds * s_interval), s_interval, rounds);
            Console.WriteLine($"{fleet} {samples:N0} samples loaded in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F0} s");
            await VictoriaLoad.VerifyAsync(victoria.Address, samples);
            await SizeAsync(fleet, victoria, samples, report);
            // Before the day that all have: ten devices with a whole month.
            var month = ((DaysOfAMonth * 24) - hours) * 360;
            await VictoriaLoad.RunAsync(victoria.Address, Enumerable.Range(0, DevicesOfAMonth), end - ((month + rounds) * s_interval), s_interval, month);

            await using var server = withPostgres ? await PostgresServer.StartAsync(report) : null;
            await using var postgres = server is null ? null : NpgsqlDataSource.Create(server.Connection);
            if (server is not null && postgres is not null)
            {
                var rows = await PingResultsLoad.RunAsync(server.Connection, devices, end - (rounds * s_interval), s_interval, rounds);
                await SizeAsync(fleet, postgres, rows, report);
            }

            using var wardOps = new WebServer(Path.Combine(folder.FullName, "wardops"), new Dictionary<string, string> { ["VICTORIA_URL"] = victoria.Address.ToString() });
            await wardOps.StartAsync();
            await Waiting.ForAsync(
                async () => (await wardOps.GetAsync("api/v1/dashboard/stats")) is var stats
                    && stats.GetProperty("devices_up").GetInt32() == devices
                    && stats.GetProperty("coverage_percent").GetDouble() >= 99.0 * hours / 24,
                TimeSpan.FromMinutes(10),
                "WardOps did not read its sums back.");
            using var questions = new Questions(wardOps.Http, victoria.Address, postgres, devices, DevicesOfAMonth, end);
            var (start, paused) = (TimeProvider.System.GetTimestamp(), await wardOps.PauseSecondsAsync());
            await Asking.RunAsync(fleet, questions.All, 30, options.IsQuick ? 20 : 100, options.IsQuick ? s_quick : null, devices >= 10_000, report);
            paused = await wardOps.PauseSecondsAsync() - paused;
            report.Add(new BenchRow($"{fleet} pauses of the garbage collector meanwhile", "% of the time", 100 * paused / TimeProvider.System.GetElapsedTime(start).TotalSeconds));
            report.Add(new BenchRow($"{fleet} memory of WardOps", "MB", wardOps.ResidentBytes / 1e6, Budget: devices >= 10_000 ? 350 : null));
            await wardOps.StopAsync();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task SizeAsync(string fleet, VictoriaServer victoria, long samples, BenchReport report)
    {
        using var http = new HttpClient { BaseAddress = victoria.Address, Timeout = TimeSpan.FromMinutes(5) };
        using var merged = await http.GetAsync("internal/force_merge");
        // The merge goes on in the background; it is over when the size stands still.
        var (size, same) = (0.0, 0);
        for (var i = 0; i < 120 && same < 5; i++)
        {
            await Task.Delay(1000);
            var now = VictoriaLoad.Bytes(await http.GetStringAsync("metrics"));
            (same, size) = (now == size ? same + 1 : 0, now);
        }

        report.Add(new BenchRow($"{fleet} bytes on disk per sample", "B", size / samples, Budget: 0.7));
        report.Add(new BenchRow($"{fleet} index of victoria-metrics", "MB", VictoriaLoad.IndexBytes(await http.GetStringAsync("metrics")) / 1e6));
    }

    private static async Task SizeAsync(string fleet, NpgsqlDataSource postgres, long rows, BenchReport report)
    {
        await using var command = postgres.CreateCommand("SELECT pg_total_relation_size('ping_results')");
        var bytes = (long)(await command.ExecuteScalarAsync())!;
        report.Add(new BenchRow($"{fleet} bytes on disk per row of ping_results, with its indexes", "B", bytes / (double)rows));
    }
}
