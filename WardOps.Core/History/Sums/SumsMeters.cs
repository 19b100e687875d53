using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace WardOps.Core.History.Sums;

/// <summary>The sums as OpenTelemetry instruments. They are read when somebody collects them.</summary>
public sealed class SumsMeters : IHostedService
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "WardOps.History";

    public SumsMeters(IMeterFactory meters, RollingSums sums, SumsCheck check, TimeProvider time)
    {
        var meter = meters.Create(Name);
        meter.CreateObservableGauge(
            "wardops.sums.rebuilt",
            () => new Measurement<double>[] { Of(sums.RebuiltShare, "24h"), Of(sums.RebuiltMonthShare, "30d") },
            "1",
            "Share of the past that has been read back into memory, by period.");
        meter.CreateObservableCounter("wardops.sums.compared", () => check.Current.StepsCompared, "{step}", "Steps of five minutes compared with the store.");
        meter.CreateObservableCounter("wardops.sums.differences", () => check.Current.Differences, "{step}", "Steps of one device in which memory and the store differed.");
        meter.CreateObservableCounter("wardops.sums.kept", () => check.Current.Kept, "{step}", "Differences that were not taken from the store.");
        meter.CreateObservableGauge("wardops.sums.waiting", () => check.Waiting, "{step}", "Steps that wait to be compared with the store.");
        meter.CreateObservableGauge("wardops.sums.check.age", () => Age(check, time), "s", "Time since the last comparison with the store.");
        meter.CreateObservableCounter("wardops.sums.late", () => sums.LateRounds, "{round}", "Rounds that came after a newer step had begun.");
        meter.CreateObservableCounter("wardops.sums.repeated", () => sums.RepeatedRounds, "{round}", "Rounds that came twice and were counted once.");
    }

    /// <summary>The instruments exist once this does.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static Measurement<double> Of(double share, string period) => new(share, new KeyValuePair<string, object?>("period", period));

    private static Measurement<double>[] Age(SumsCheck check, TimeProvider time)
        => check.Current.At is { } at ? [new Measurement<double>((time.GetUtcNow() - at).TotalSeconds)] : [];
}
