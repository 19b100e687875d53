using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WardOps.Core.Storage;

/// <summary>Says in /readyz whether the device store is open.</summary>
internal sealed class StoreHealthCheck(StoreStatus status) : IHealthCheck
{
    public const string Name = "device_store";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = status.Current;
        return Task.FromResult(now.IsAvailable
            ? HealthCheckResult.Healthy($"{now.Provider} is open.")
            : HealthCheckResult.Unhealthy($"{now.Problem} {now.Fix}"));
    }
}
