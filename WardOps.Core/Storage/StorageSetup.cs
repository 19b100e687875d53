using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace WardOps.Core.Storage;

public static class StorageSetup
{
    /// <summary>PostgreSQL if <c>ConnectionStrings:WardOps</c> is set, else a SQLite file in the data folder.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(_ => new DataFolder(configuration));
        services.TryAddSingleton(s => configuration.GetConnectionString("WardOps") is { Length: > 0 } connection
            ? StoreProvider.Postgres(connection)
            : StoreProvider.Sqlite(s.GetRequiredService<DataFolder>().File("wardops.db")));
        services.TryAddSingleton<IDbContextFactory<WardOpsDbContext>, WardOpsDbContextFactory>();
        services.TryAddSingleton<StoreMigrator>();
        services.TryAddSingleton<StoreStatus>();
        services.AddHostedService<StoreOpener>();
        services.AddHealthChecks().AddCheck<StoreHealthCheck>(StoreHealthCheck.Name, tags: ["ready"]);
        return services;
    }
}
