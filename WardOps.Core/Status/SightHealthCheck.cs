using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WardOps.Core.Status;

/// <summary>Ready means that what is seen can be believed; while only the last round could not be, it is degraded. A clock that was set back is told here too.</summary>
internal sealed class SightHealthCheck(StatusBoard board) : IHealthCheck
{
    public const string Name = "sight";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(board.Current switch
        {
            { Blind: { } blind } => HealthCheckResult.Unhealthy(FormattableString.Invariant($"Blind since {blind.Since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}: {blind.Reason}")),
            { PartlyBlind: { } partly } => HealthCheckResult.Degraded(FormattableString.Invariant($"Blind in part since {partly.Since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}: {partly.Reason}")),
            { LastRound: { Sight.IsClear: false } round } => HealthCheckResult.Degraded(
                FormattableString.Invariant($"What is seen can be believed again; the round of {round.At.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} is unknown: {round.Sight.Reason}")),
            { LastRound: { Families.IsClear: false } round } => HealthCheckResult.Degraded(
                FormattableString.Invariant($"What is seen can be believed again; the round of {round.At.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} is unknown for a part of the devices: {round.Families.Told.Reason}")),
            { Setback: { } setback } => HealthCheckResult.Degraded(setback.Words),
            _ => HealthCheckResult.Healthy("What is seen can be believed."),
        });
}
