using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using WardOps.Core.Diagnostics;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Spool;
using WardOps.Core.Notifications.Sending;
using WardOps.Core.Probing.Diagnostics;

namespace WardOps.Web.Hosting;

public static class MetricsSetup
{
    /// <summary>Of .NET itself: memory, garbage collections and their pauses, CPU, threads.</summary>
    private const string Runtime = "System.Runtime";

    /// <summary>WardOps' own meters and those of its runtime, collected when <c>/metrics</c> is asked.</summary>
    public static IServiceCollection AddWardOpsMetrics(this IServiceCollection services)
    {
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("wardops", serviceVersion: new BuildInfo().Version))
            .WithMetrics(metrics => metrics.AddMeter(EchoMeters.Name, LedgerMeters.Name, SpoolMeters.Name, NotificationMeters.Name, Runtime).AddPrometheusExporter());
        return services;
    }

    /// <summary><c>/metrics</c>: Prometheus text.</summary>
    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics");
}
