using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WardOps.Core.Probing;

/// <summary>Ready means that echoes can be sent. If they cannot, it says why and what to do.</summary>
internal sealed class ProbingHealthCheck(EchoService probing) : IHealthCheck
{
    public const string Name = "icmp";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(Judge(probing.State));

    private static HealthCheckResult Judge(EchoTransportState? state) => state switch
    {
        null => HealthCheckResult.Unhealthy("Probing has not started yet."),
        { CanSend: true } => HealthCheckResult.Healthy($"Echoes are sent through: {state.Mode}."),
        _ => HealthCheckResult.Unhealthy(state.Advice),
    };
}
