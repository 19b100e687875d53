using System.Globalization;
using WardOps.Bench.Report;
using WardOps.Bench.Servers;
using WardOps.Core.Storage;

namespace WardOps.Bench.Truth;

/// <summary>
/// Whether history says what was. Invented histories are written to every store, without WardOps, and read back with it: status, means, uptime,
/// coverage, outages, percentiles and sums must be those of the story.
/// </summary>
internal static class TruthBench
{
    private const int Histories = 100_000;
    private const int QuickHistories = 5_000;
    private const int FirstSeed = 1;

    public static async Task RunAsync(BenchOptions options, BenchReport report)
    {
        var folder = Directory.CreateTempSubdirectory("wardops-truth-");
        using var atExit = AtExit.Do(() => folder.Delete(recursive: true));
        try
        {
            await AskAsync(options, report, "memory", () => Task.FromResult<ITruthStore?>(new MemoryTruthStore()));
            await WithVictoriaAsync(options, report, folder);
            await WithPostgresAsync(options, report);
            await AskAsync(options, report, "SQLite", async () => await SqlTruthStore.CreateAsync(
                "SQLite", StoreProvider.Sqlite(Path.Combine(folder.FullName, "truth.db")), null, CancellationToken.None));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task WithVictoriaAsync(BenchOptions options, BenchReport report, DirectoryInfo folder)
    {
        if (!options.Wants("VictoriaMetrics") || VictoriaServer.FindBinary(report) is not { } binary)
        {
            return;
        }

        using var server = new VictoriaServer(binary, Path.Combine(folder.FullName, "victoria"), TimeSpan.FromSeconds(1), VictoriaTruthStore.ServerFlags);
        await server.StartAsync();
        await AskAsync(options, report, "VictoriaMetrics", () => Task.FromResult<ITruthStore?>(new VictoriaTruthStore(server.Address)));
    }

    private static async Task WithPostgresAsync(BenchOptions options, BenchReport report)
    {
        if (!options.Wants("PostgreSQL") || await PostgresServer.StartAsync(report) is not { } server)
        {
            return;
        }

        await using (server)
        {
            await AskAsync(options, report, "PostgreSQL", async () => await SqlTruthStore.CreateAsync(
                "PostgreSQL", StoreProvider.Postgres(server.Connection + ";Timezone=Europe/Berlin"), null, CancellationToken.None));
        }
    }

    private static async Task AskAsync(BenchOptions options, BenchReport report, string name, Func<Task<ITruthStore?>> open)
    {
        if (!options.Wants(name) || await open() is not { } store)
        {
            return;
        }

        await using (store)
        {
            var (run, began) = (new TruthRun(store), TimeProvider.System.GetTimestamp());
            await run.GoAsync(FirstSeed, options.IsQuick ? QuickHistories : Histories, TimeSpan.FromHours(6), CancellationToken.None);
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name}: {run.Histories:N0} histories of {run.Rounds:N0} rounds, {run.Mismatches} mismatches, {seconds:F0} s"));
            foreach (var mismatch in run.Mentioned)
            {
                Console.WriteLine($"  {mismatch}");
            }

            report.Add(new BenchRow($"truth: {name}, {run.Histories:N0} histories, answers that are not true", "answers", run.Mismatches, Budget: 0));
            report.Add(new BenchRow($"truth: {name}, all of it", "s", seconds));
        }
    }
}
