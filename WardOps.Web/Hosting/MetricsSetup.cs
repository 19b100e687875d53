using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using WardOps.Core.Diagnostics;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Spool;
using WardOps.Core.Probing.Diagnostics;

namespace WardOps.Web.Hosting;

public static class MetricsSetup
{
    /// <summary>WardOps' own meters, collected when <c>/metrics</c> is asked.</summary>
    public static IServiceCollection AddWardOpsMetrics(this IServiceCollection services)
    {
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("wardops", serviceVersion: new BuildInfo().Version))
            .WithMetrics(metrics => metrics.AddMeter(EchoMeters.Name, LedgerMeters.Name, SpoolMeters.Name).AddPrometheusExporter());
        return services;
    }

    /// <summary><c>/metrics</c>: Prometheus text.</summary>
    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics");
}
