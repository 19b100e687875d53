using WardOps.Core.History.Ledger;
using WardOps.Tests.History;
using WardOps.Tests.History.Ledger;

namespace WardOps.Tests.Integration;

/// <summary>History as WardOps runs it, stopped and started on the same data folder.</summary>
public sealed class LedgerRestartTests
{
    [Fact]
    public async Task Restart_OnTheSameFolder_KnowsTheRoundsOfBeforeAndThoseOfTheTimeBetween()
    {
        var data = Directory.CreateTempSubdirectory("wardops-restart-");
        Dictionary<string, string?> configuration = new() { ["WARDOPS_DATA"] = data.FullName, ["VICTORIA_URL"] = "http://127.0.0.1:9" };   // nobody listens there
        var at = Rounds.Align(TimeProvider.System.GetUtcNow()) - (10 * Rounds.Interval);
        await using (var host = await HistoryHost.StartAsync(configuration, [Rounds.Device(1)]))
        {
            var round = Rounds.At(at, host.Catalog.Current, Rounds.Unknown);
            host.History.Begin(round.Plan);
            host.History.Offer(round);
            await Eventually.TrueAsync(() => Words(host) == "1 NothingKnown");
        }

        Assert.Contains("nothing_known", await File.ReadAllTextAsync(Path.Combine(data.FullName, "ledger.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await using (var host = await HistoryHost.StartAsync(configuration, [Rounds.Device(1)]))
        {
            Assert.Equal("1 NothingKnown", Words(host));
            host.History.Begin(Rounds.At(at + (5 * Rounds.Interval), host.Catalog.Current, Rounds.Up).Plan);
            Assert.Equal("1 NothingKnown, 4 NotRunning, 1 Issued", Words(host));
        }

        data.Delete(recursive: true);
    }

    private static string Words(HistoryHost host) => Book.Words(host.Get<RoundLedger>().Snapshot().Runs);
}
