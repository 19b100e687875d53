using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WardOps.Core.Devices.Demo;
using WardOps.Core.Storage;

namespace WardOps.Core.Devices;

public static class DevicesSetup
{
    /// <summary>The catalog, its loader and the editor; with <c>Demo:Enabled</c> also the demo fleet.</summary>
    public static IServiceCollection AddDevices(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<DeviceCatalog>();
        services.TryAddSingleton(ProbePolicy.Default);   // until probing says otherwise
        services.TryAddSingleton<CatalogLoader>();
        services.TryAddSingleton<DeviceEditor>();
        if (configuration.GetValue<bool>("Demo:Enabled"))
        {
            services.AddSingleton<IStoreOpenedStep, DemoSeeder>();   // before the catalog is loaded
        }

        services.AddSingleton<IStoreOpenedStep>(s => s.GetRequiredService<CatalogLoader>());
        return services;
    }
}
