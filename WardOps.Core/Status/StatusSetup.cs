using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WardOps.Core.Storage;

namespace WardOps.Core.Status;

public static class StatusSetup
{
    /// <summary>The board, and what keeps it over a restart.</summary>
    public static IServiceCollection AddStatus(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<StatusOptions>().Bind(configuration.GetSection(StatusOptions.Section));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StatusOptions>, StatusOptionsValidator>());
        services.TryAddSingleton<StatusBoard>();
        services.TryAddSingleton<IStateStore>(s => s.GetRequiredService<StoreProvider>().IsSqlite
            ? ActivatorUtilities.CreateInstance<SqliteStateStore>(s)
            : ActivatorUtilities.CreateInstance<PostgresStateStore>(s));
        services.TryAddSingleton<StatePersister>();
        services.AddHostedService(s => s.GetRequiredService<StatePersister>());
        services.AddSingleton<IStoreOpenedStep>(s => s.GetRequiredService<StatePersister>());
        services.AddHealthChecks().AddCheck<SightHealthCheck>(SightHealthCheck.Name, tags: ["ready"]);
        return services;
    }
}
