using System.Runtime.InteropServices;
using WardOps.Bench.Chaos;
using WardOps.Bench.Detect;
using WardOps.Bench.Engine;
using WardOps.Bench.History;
using WardOps.Bench.Ingest;
using WardOps.Bench.Loss;
using WardOps.Bench.Peers;
using WardOps.Bench.Ping;
using WardOps.Bench.Report;
using WardOps.Bench.Sums;
using WardOps.Bench.Truth;

namespace WardOps.Bench;

/// <summary>One verb for each thing that the design promises a figure for.</summary>
internal static class Program
{
    private const string Usage = """
        dotnet run -c Release --project WardOps.Bench -- VERB [--quick] [--json FILE] [--markdown FILE] [--repeats N] [--only TEXT]

          ping     CPU per echo, share of a core, losses and lag, against fping and System.Net.NetworkInformation.Ping
          detect   seconds from a cut to Down on the board, in the fault lab (root)
          chaos    rounds lost, torn or told wrongly while victoria-metrics and WardOps are killed again and again
          history  latency of history and statistics through the API and against the stores, and bytes on disk
          ingest   a round encoded, flushed to the spool and acknowledged by a real VictoriaMetrics: time, bytes, allocation
          loss     false Downs with 5 % random loss on 877 devices, in the fault lab (root) and in virtual time
          sums     the sums in memory: bytes per device, and microseconds to add a round and to answer a page
          truth    100,000 invented histories with a known truth, asked of memory, VictoriaMetrics, PostgreSQL and SQLite; mismatches must be 0

          --quick     the whole verb in less than three minutes
          --json      the rows as an array of {"name","unit","median","peer","peer_median","ratio","budget","pass"}
          --markdown  the rows as a table
          --repeats   runs of each side per row, alternating (ping; 3 if not given, 1 with --quick)
          --only      rows whose name contains this
        """;

    private static volatile bool s_isEnding;

    private static async Task<int> Main(string[] args)
    {
        if (args is [EngineChild.Verb, ..])
        {
            return await EngineChild.RunAsync(args[1..]);
        }

        if (args is [SystemPingChild.Verb, ..])
        {
            return await SystemPingChild.RunAsync(args[1..]);
        }

        if (args is [CoreLoadChild.Verb, var owner])
        {
            return CoreLoadChild.Run(owner);
        }

        if (args is [SpoolChild.Verb, ..])
        {
            return SpoolChild.Run(args[1..]);
        }

        if (args is not [var verb, .. var rest] || !BenchOptions.TryParse(rest, out var options))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        if (options.WhyNotWritable() is { } problem)
        {
            Console.Error.WriteLine(problem);
            return 2;
        }

        // An end on request is an end in good order: what was made is taken down (FaultLab listens for it), and children notice that they are alone.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => End(c, 130));
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => End(c, 143));
        var report = new BenchReport(options);
        Func<BenchOptions, BenchReport, Task>? bench = verb switch
        {
            "chaos" => ChaosBench.RunAsync,
            "history" => HistoryBench.RunAsync,
            "ingest" => IngestBench.RunAsync,
            "ping" => PingBench.RunAsync,
            "detect" => DetectBench.RunAsync,
            "loss" => LossBench.RunAsync,
            "sums" => SumsBench.RunAsync,
            "truth" => TruthBench.RunAsync,
            _ => null,
        };
        if (bench is null)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        Machine.Print();
        try
        {
            await bench(options, report);
        }
        catch (Exception) when (s_isEnding)
        {
            await Task.Delay(Timeout.Infinite);   // something was taken down under its hands, as it must be; the process ends in a moment
        }

        return await report.FinishAsync();
    }

    private static void End(PosixSignalContext context, int code)
    {
        context.Cancel = true;
        s_isEnding = true;
        Environment.Exit(code);
    }
}
