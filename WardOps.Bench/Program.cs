using WardOps.Bench.Detect;
using WardOps.Bench.Engine;
using WardOps.Bench.Loss;
using WardOps.Bench.Peers;
using WardOps.Bench.Ping;
using WardOps.Bench.Report;
using WardOps.Bench.Sums;

namespace WardOps.Bench;

/// <summary>One verb for each thing that the design promises a figure for.</summary>
internal static class Program
{
    private const string Usage = """
        dotnet run -c Release --project WardOps.Bench -- VERB [--quick] [--json FILE] [--markdown FILE] [--repeats N] [--only TEXT]

          ping     CPU per echo, share of a core, losses and lag, against fping and System.Net.NetworkInformation.Ping
          detect   seconds from a cut to Down on the board, in the fault lab (root)
          loss     false Downs with 5 % random loss on 877 devices, in the fault lab (root) and in virtual time
          sums     the sums in memory: bytes per device, and microseconds to add a round and to answer a page

          --quick     the whole verb in less than three minutes
          --json      the rows as an array of {"name","unit","median","peer","peer_median","ratio","budget","pass"}
          --markdown  the rows as a table
          --repeats   runs of each side per row, alternating (ping; 3 if not given, 1 with --quick)
          --only      rows whose name contains this
        """;

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

        if (args is not [var verb, .. var rest] || !BenchOptions.TryParse(rest, out var options))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        var report = new BenchReport(options);
        Func<BenchOptions, BenchReport, Task>? bench = verb switch
        {
            "ping" => PingBench.RunAsync,
            "detect" => DetectBench.RunAsync,
            "loss" => LossBench.RunAsync,
            "sums" => SumsBench.RunAsync,
            _ => null,
        };
        if (bench is null)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        Machine.Print();
        await bench(options, report);
        return await report.FinishAsync();
    }
}
