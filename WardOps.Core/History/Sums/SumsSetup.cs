using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using WardOps.Core.Devices;
using WardOps.Core.History.Ledger;

namespace WardOps.Core.History.Sums;

internal static class SumsSetup
{
    /// <summary>The sums in memory, who reads them back at start, who compares them with the store, and what is made of them.</summary>
    public static IServiceCollection AddSums(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<RollingSums>();
        services.TryAddSingleton<UptimeMaps>();
        services.TryAddSingleton(SumsPace.Standard);
        services.TryAddSingleton(s => new SumsCheck(
            s.GetRequiredService<RollingSums>(),
            s.GetRequiredService<IHistoryReader>(),
            s.GetRequiredService<RoundLedger>(),
            s.GetRequiredService<DeviceCatalog>(),
            s.GetRequiredService<SumsPace>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<SumsCheck>>()));
        services.AddHostedService<SumsRebuild>();
        services.AddHostedService(s => s.GetRequiredService<SumsCheck>());
        return services.AddHostedService<SumsMeters>();
    }
}
