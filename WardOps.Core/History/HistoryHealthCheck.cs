using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WardOps.Core.History;

/// <summary>Ready means that history can be written and read. The fallback in SQL works, but is second best: degraded.</summary>
internal sealed class HistoryHealthCheck(IHistoryStatus status) : IHealthCheck
{
    public const string Name = "history";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(Judge(status.Current));

    private static HealthCheckResult Judge(HistoryState state)
    {
        var words = $"{state.Problem} {state.Fix}".Trim();
        return state switch
        {
            { IsAvailable: false } => HealthCheckResult.Unhealthy(words),
            { Problem: not null } => HealthCheckResult.Degraded(words),
            _ => HealthCheckResult.Healthy($"History is kept in: {state.Mode}; {state.WaitingRounds} rounds wait, {state.DroppedRounds} were dropped."),
        };
    }
}
