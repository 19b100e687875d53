using WardOps.Bench.Report;
using WardOps.Core.History.Spool;
using WardOps.Core.History.Victoria;

namespace WardOps.Bench.Ingest;

/// <summary>
/// What a round costs from its end until VictoriaMetrics has acknowledged it: encoded, flushed to disk, posted. Against the same samples as plain text, without
/// compression and without a spool: what the promise "nothing is lost" costs.
/// </summary>
internal static class IngestBench
{
    private const string Peer = "plain text, no spool";
    private const int WarmUps = 3;

    private static readonly (int Devices, int Rounds, int QuickRounds)[] s_cases = [(877, 60, 20), (10_000, 40, 12), (100_000, 12, 5)];

    public static async Task RunAsync(BenchOptions options, BenchReport report)
    {
        Console.WriteLine($"The spool lies in {Path.GetTempPath()}. The first {WarmUps} rounds of each side are not counted: in them VictoriaMetrics makes the series.");
        foreach (var (devices, rounds, quick) in s_cases.Where(c => options.Wants(NameOf(c.Devices))))
        {
            await using var server = await IngestServer.StartAsync();
            if (server is null)
            {
                report.Missing("No victoria-metrics binary: apt-get install victoria-metrics.");
                return;
            }

            var (ours, theirs) = await RunAsync(server, devices, options.IsQuick ? quick : rounds);
            Add(report, NameOf(devices), devices, ours, theirs);
        }
    }

    private static string NameOf(int devices) => FormattableString.Invariant($"ingest, {devices:N0} devices");

    private static async Task<(List<IngestStep> Ours, List<IngestStep> Theirs)> RunAsync(IngestServer server, int devices, int rounds)
    {
        var fleet = new IngestFleet(devices);
        using var plain = new SampleEncoder(compress: false);
        var outgoing = new OutgoingRound();
        server.Spool.Open();
        var (ours, theirs) = (new List<IngestStep>(), new List<IngestStep>());
        // Rounds of the last hour: VictoriaMetrics takes no samples from the future.
        var number = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 10) - 360;
        for (var i = -WarmUps; i < rounds; i++)
        {
            // Each side has every second round, and takes turns in going first; both write the same samples.
            for (var side = 0; side < 2; side++)
            {
                var isOurs = (side == 0) == ((i & 1) == 0);
                var round = fleet.Round(++number, i + WarmUps);
                var steal = Machine.Steal;
                var step = isOurs
                    ? await OursAsync(server, round, outgoing)
                    : await TheirsAsync(server, plain, round);
                if (i >= 0)
                {
                    (isOurs ? ours : theirs).Add(step);
                    Console.WriteLine($"{NameOf(devices),-24} {(isOurs ? "WardOps" : Peer),-22} {step}, steal {Machine.Steal - steal}");
                }
            }
        }

        return (ours, theirs);
    }

    private static async Task<IngestStep> OursAsync(IngestServer server, Core.Probing.Round round, OutgoingRound outgoing)
    {
        var time = TimeProvider.System;
        var (spool, encoder, client) = (server.Spool, server.Encoder, server.Client);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var began = time.GetTimestamp();
        var encoded = encoder.Encode(round)!.Value;
        var hasBody = time.GetTimestamp();
        spool.Append(encoded.Head, encoded.Body);
        var isOnDisk = time.GetTimestamp();
        if (spool.Trouble is { } trouble || !spool.TryTake(outgoing))
        {
            throw new InvalidOperationException($"The round is not on disk: {spool.Trouble?.Problem}");
        }

        await PostAsync(client, outgoing.Body, outgoing.Head.IsGzip);
        spool.Acknowledge(outgoing);
        var isAcknowledged = time.GetTimestamp();
        return new IngestStep(
            time.GetElapsedTime(began, hasBody).TotalMilliseconds,
            time.GetElapsedTime(hasBody, isOnDisk).TotalMilliseconds,
            time.GetElapsedTime(isOnDisk, isAcknowledged).TotalMilliseconds,
            GC.GetTotalAllocatedBytes(precise: true) - allocated,
            outgoing.Head.Length,
            outgoing.Head.Samples);
    }

    private static async Task<IngestStep> TheirsAsync(IngestServer server, SampleEncoder plain, Core.Probing.Round round)
    {
        var time = TimeProvider.System;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var began = time.GetTimestamp();
        var encoded = plain.Encode(round)!.Value;
        var hasBody = time.GetTimestamp();
        await PostAsync(server.Client, encoded.Body, isGzip: false);
        return new IngestStep(
            time.GetElapsedTime(began, hasBody).TotalMilliseconds,
            0,
            time.GetElapsedTime(hasBody).TotalMilliseconds,
            GC.GetTotalAllocatedBytes(precise: true) - allocated,
            encoded.Head.Length,
            encoded.Head.Samples);
    }

    private static async Task PostAsync(VictoriaClient client, ReadOnlyMemory<byte> body, bool isGzip)
    {
        using var response = await client.ImportAsync(body, isGzip, CancellationToken.None);
        if (await ImportAnswer.OfAsync(response, CancellationToken.None) is { IsAcknowledged: false } answer)
        {
            throw new InvalidOperationException(answer.Problem);
        }
    }

    private static void Add(BenchReport report, string name, int devices, List<IngestStep> ours, List<IngestStep> theirs)
    {
        double? budget = devices == 10_000 ? 300 : null;
        report.Add(new BenchRow($"{name}: encode + spool + acknowledge, median", "ms", Median(ours, s => s.Total), Peer, Median(theirs, s => s.Total), budget));
        report.Add(new BenchRow($"{name}: encode + spool + acknowledge, p95", "ms", P95(ours, s => s.Total), Peer, P95(theirs, s => s.Total)));
        report.Add(new BenchRow($"{name}: encode, median", "ms", Median(ours, s => s.Encode), Peer, Median(theirs, s => s.Encode)));
        report.Add(new BenchRow($"{name}: encode, p95", "ms", P95(ours, s => s.Encode), Peer, P95(theirs, s => s.Encode)));
        report.Add(new BenchRow($"{name}: append and flush, median", "ms", Median(ours, s => s.Spool)));
        report.Add(new BenchRow($"{name}: append and flush, p95", "ms", P95(ours, s => s.Spool)));
        report.Add(new BenchRow($"{name}: post and acknowledge, median", "ms", Median(ours, s => s.Acknowledge), Peer, Median(theirs, s => s.Acknowledge)));
        report.Add(new BenchRow($"{name}: post and acknowledge, p95", "ms", P95(ours, s => s.Acknowledge), Peer, P95(theirs, s => s.Acknowledge)));
        report.Add(new BenchRow($"{name}: body", "bytes per round", Median(ours, s => s.Bytes), Peer, Median(theirs, s => s.Bytes)));
        report.Add(new BenchRow($"{name}: allocation", "bytes per round", Median(ours, s => s.Allocated), Peer, Median(theirs, s => s.Allocated)));
        // A request and a gzip stream cost some kilobytes however few samples there are: with 877 devices that alone is more than a byte for each.
        report.Add(new BenchRow($"{name}: allocation", "bytes per sample", Median(ours, s => (double)s.Allocated / s.Samples), Budget: devices >= 10_000 ? 1 : null));
    }

    private static double? Median(List<IngestStep> steps, Func<IngestStep, double> of) => Figures.Median(steps.Select(of));

    private static double? P95(List<IngestStep> steps, Func<IngestStep, double> of) => Figures.Percentile(steps.Select(of), 0.95);
}
