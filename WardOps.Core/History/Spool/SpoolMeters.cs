using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using WardOps.Core.History.Ledger;

namespace WardOps.Core.History.Spool;

/// <summary>The spool's counts as OpenTelemetry instruments.</summary>
public sealed class SpoolMeters : IHostedService
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "WardOps.History";

    /// <summary>Why a round can be lost on its way to the store, and the word for it.</summary>
    private static readonly (GapReason Reason, string Word)[] s_reasons =
    [
        (GapReason.SpoolFull, "spool_full"), (GapReason.SpoolTooOld, "spool_too_old"), (GapReason.SpoolBroken, "spool_broken"),
        (GapReason.Damaged, "damaged"), (GapReason.Refused, "refused"), (GapReason.ClockSetBack, "clock_set_back"),
    ];

    internal SpoolMeters(IMeterFactory meters, RoundSpool spool, TimeProvider time)
    {
        var meter = meters.Create(Name);
        var flush = meter.CreateHistogram(
            "wardops.spool.flush.duration",
            "s",
            "What it took to flush a round to disk.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
        spool.Flushed = took => flush.Record(took.TotalSeconds);
        meter.CreateObservableCounter("wardops.spool.spooled", () => spool.Counts.Spooled, "{round}", "Rounds put on disk.");
        meter.CreateObservableCounter("wardops.spool.acknowledged", () => spool.Counts.Acknowledged, "{round}", "Rounds acknowledged by the store; one that was sent again counts again.");
        meter.CreateObservableCounter("wardops.spool.lost", () => Lost(spool), "{round}", "Rounds lost on their way to the store, by reason.");
        meter.CreateObservableGauge("wardops.spool.size", () => spool.Counts.DiskBytes, "By", "Bytes of the spool on disk.");
        meter.CreateObservableGauge("wardops.spool.memory", () => spool.Counts.MemoryBytes, "By", "Bytes of rounds that could not be put on disk.");
        meter.CreateObservableGauge("wardops.spool.waiting", () => spool.Counts.Waiting, "{round}", "Rounds that wait to be sent.");
        meter.CreateObservableGauge("wardops.spool.waiting.age", () => Age(spool, time), "s", "Since the start of the oldest round that waits; 0 if none does.");
    }

    /// <summary>The instruments exist once this does.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static Measurement<long>[] Lost(RoundSpool spool)
        => [.. s_reasons.Select(r => new Measurement<long>(spool.Losses.TotalOf(r.Reason), new KeyValuePair<string, object?>("reason", r.Word)))];

    private static double Age(RoundSpool spool, TimeProvider time)
        => spool.Counts.OldestWaiting is { } at ? Math.Max(0, (time.GetUtcNow() - at).TotalSeconds) : 0;
}
