using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WardOps.Core.Alerts.Book;
using WardOps.Core.Alerts.Rules;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Storage;

namespace WardOps.Core.Alerts;

public static class AlertsSetup
{
    /// <summary>The alert book, and what keeps it over a restart.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<AlertOptions>().Bind(configuration.GetSection(AlertOptions.Section));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AlertOptions>, AlertOptionsValidator>());
        services.AddAlertRules();
        services.TryAddSingleton<AlertSignal>();
        services.TryAddSingleton<AlertOutbox>();
        services.TryAddSingleton<AlertReader>();
        services.TryAddSingleton<AlertArchive>();
        services.TryAddSingleton<IAlertWriter>(s => s.GetRequiredService<StoreProvider>().IsSqlite
            ? ActivatorUtilities.CreateInstance<SqliteAlertWriter>(s)
            : ActivatorUtilities.CreateInstance<PostgresAlertWriter>(s));
        services.TryAddSingleton(s => new AlertBook(
            s.GetRequiredService<IConditions>(), s.GetRequiredService<IAlertWriter>(), s.GetRequiredService<AlertOutbox>(), s.GetRequiredService<IOptions<AlertOptions>>()));
        services.TryAddSingleton<AlertDesk>();
        services.AddSingleton<IStoreOpenedStep, AlertLoader>();
        return services;
    }
}
