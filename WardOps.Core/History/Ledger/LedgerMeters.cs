using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace WardOps.Core.History.Ledger;

/// <summary>The books as OpenTelemetry instruments. They are added up when somebody collects them.</summary>
public sealed class LedgerMeters : IHostedService
{
    /// <summary>Name of the meter of all history.</summary>
    public const string Name = "WardOps.History";

    private readonly RoundLedger _ledger;

    public LedgerMeters(IMeterFactory meters, RoundLedger ledger, RejectionLog rejections, ReadBackState readBack)
    {
        _ledger = ledger;
        var meter = meters.Create(Name);
        meter.CreateObservableGauge("wardops.ledger.rounds", Rounds, "{round}", "Rounds since the first one ever, by how far they have come.");
        meter.CreateObservableGauge("wardops.ledger.missing", Missing, "{round}", "Rounds missing in history since the first one ever, by reason.");
        meter.CreateObservableCounter("wardops.ledger.surplus", () => readBack.SurplusRounds, "{round}", "Rounds of which the store has more than was written.");
        meter.CreateObservableCounter("wardops.ledger.rejected", () => rejections.Rows, "{row}", "Rows that the store has thrown away.");
    }

    /// <summary>The instruments exist once this does.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<long>> Rounds()
    {
        var counts = Counts();
        return Enum.GetValues<RoundFate>().Select(f => new Measurement<long>(counts[f], new KeyValuePair<string, object?>("fate", LedgerWords.Wire(f))));
    }

    private IEnumerable<Measurement<long>> Missing()
    {
        var counts = Counts();
        return Enum.GetValues<GapReason>().Where(r => r != GapReason.None)
            .Select(r => new Measurement<long>(counts[r], new KeyValuePair<string, object?>("reason", LedgerWords.Wire(r))));
    }

    private LedgerCounts Counts() => _ledger.Summary(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Counts;
}
