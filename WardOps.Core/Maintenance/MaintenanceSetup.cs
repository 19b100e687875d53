using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WardOps.Core.Storage;

namespace WardOps.Core.Maintenance;

public static class MaintenanceSetup
{
    /// <summary>Maintenance windows: read before the devices are.</summary>
    public static IServiceCollection AddMaintenance(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<MaintenanceWindows>();
        services.TryAddSingleton<MaintenanceLoader>();
        services.TryAddSingleton<MaintenanceEditor>();
        services.AddSingleton<IStoreOpenedStep>(s => s.GetRequiredService<MaintenanceLoader>());
        return services;
    }
}
