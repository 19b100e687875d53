using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WardOps.Core.Devices.Demo;
using WardOps.Core.Devices.Names;
using WardOps.Core.Storage;

namespace WardOps.Core.Devices;

public static class DevicesSetup
{
    /// <summary>The catalog, its loader and the editor; with <c>Demo:Enabled</c> also the demo fleet.</summary>
    public static IServiceCollection AddDevices(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton<DeviceCatalog>();
        services.TryAddSingleton(ProbePolicy.Default);   // until probing says otherwise
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptionsWithValidateOnStart<NameOptions>().Bind(configuration.GetSection(NameOptions.Section));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NameOptions>, NameOptionsValidator>());
        services.TryAddSingleton<HostNames>();
        services.TryAddSingleton<INameLookup, SystemNameLookup>();
        services.AddSingleton<NameResolver>();
        services.AddHostedService(s => s.GetRequiredService<NameResolver>());
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
