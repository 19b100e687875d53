using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WardOps.Core.Alerts.Rules.Baselines;
using WardOps.Core.Storage;

namespace WardOps.Core.Alerts.Rules;

public static class RulesSetup
{
    /// <summary>The rules: what is stored of them, and what they say.</summary>
    public static IServiceCollection AddAlertRules(this IServiceCollection services)
    {
        services.TryAddSingleton<CurrentRules>();
        services.TryAddSingleton<AlertRuleStore>();
        services.AddSingleton<IStoreOpenedStep>(s => s.GetRequiredService<AlertRuleStore>());
        services.TryAddSingleton<RttBaselines>();
        services.AddHostedService<BaselineKeeper>();
        services.TryAddSingleton<IConditions, RuleEngine>();
        return services;
    }
}
