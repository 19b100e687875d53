using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace WardOps.Core.Diagnostics;

public static class DiagnosticsSetup
{
    /// <summary>The clock, the build and the health checks' home.</summary>
    public static IServiceCollection AddDiagnostics(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<BuildInfo>();
        services.AddHealthChecks();
        return services;
    }
}
