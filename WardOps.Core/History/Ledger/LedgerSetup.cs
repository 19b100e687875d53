using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using WardOps.Core.History.Victoria;

namespace WardOps.Core.History.Ledger;

internal static class LedgerSetup
{
    /// <summary>The books, who keeps them, and who reads rounds back. How rounds are counted in the store is for the store to say (<see cref="IRoundCounts"/>).</summary>
    public static IServiceCollection AddLedger(this IServiceCollection services)
    {
        services.TryAddSingleton<RoundLedger>();
        services.TryAddSingleton<LedgerNotes>();
        services.TryAddSingleton<ReadBackState>();
        services.TryAddSingleton<RejectionLog>();
        // Asked for when it is needed, so that whoever can send rounds again may be registered later.
        services.TryAddSingleton(s => new RoundReadBack(
            s.GetRequiredService<RoundLedger>(),
            s.GetRequiredService<IRoundCounts>(),
            s.GetService<IRoundReplay>() ?? new NoReplay(),
            s.GetRequiredService<ReadBackState>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<RoundReadBack>>()));
        services.AddHostedService<LedgerKeeper>();
        services.AddHostedService<LedgerMeters>();
        return services.AddHostedService<ReadBackService>();
    }

    /// <summary>What the books need to know of VictoriaMetrics: how many samples it has, and what it throws away.</summary>
    public static IServiceCollection AddVictoriaLedger(this IServiceCollection services)
    {
        services.TryAddSingleton<IRoundCounts, VictoriaRoundCounts>();
        services.TryAddSingleton<SentExample>();
        services.AddHttpClient(VictoriaClient.ClientName).AddHttpMessageHandler(s => new ImportWatch(s.GetRequiredService<SentExample>()));
        return services.AddHostedService<RowWatch>();
    }
}
