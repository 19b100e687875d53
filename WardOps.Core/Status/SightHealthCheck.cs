using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WardOps.Core.Status;

/// <summary>Ready means that what is seen can be believed. A clock that was set back is told here too.</summary>
internal sealed class SightHealthCheck(StatusBoard board) : IHealthCheck
{
    public const string Name = "sight";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(board.Current.Blind is { } blind
            ? HealthCheckResult.Unhealthy(FormattableString.Invariant($"Blind since {blind.Since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}: {blind.Reason}"))
            : board.Current.Setback is { } setback ? HealthCheckResult.Degraded(setback.Words)
            : HealthCheckResult.Healthy("What is seen can be believed."));
}
