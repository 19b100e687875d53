using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WardOps.Core.Devices;
using WardOps.Core.Probing.Diagnostics;
using WardOps.Core.Probing.Faults;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Core.Probing;

public static class ProbingSetup
{
    /// <summary>The echo loop, its transport and its health check ("icmp", tagged "ready").</summary>
    public static IServiceCollection AddProbing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<ProbingOptions>().Bind(configuration.GetSection(ProbingOptions.Section));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProbingOptions>, ProbingOptionsValidator>());
        services.AddOptions<DemoOptions>().Bind(configuration.GetSection(DemoOptions.Section));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DeviceCatalog>();
        services.TryAddSingleton(_ => new SimulatedNetwork(seed: 1));
        services.TryAddSingleton(CreateFaults);
        services.AddSingleton(s => s.GetRequiredService<IOptions<ProbingOptions>>().Value.ToPolicy());
        services.TryAddSingleton<IEchoTransportSource, EchoTransports>();
        services.TryAddSingleton<SuspectNames>();
        services.TryAddSingleton<EchoService>();
        services.TryAddSingleton<IProbeTicks>(s => s.GetRequiredService<EchoService>());
        services.AddHostedService(s => s.GetRequiredService<EchoService>());
        services.AddSingleton<EngineHistory>();
        services.AddHostedService(s => s.GetRequiredService<EngineHistory>());
        services.AddMetrics();
        services.AddHostedService<EchoMeters>();
        services.AddHealthChecks().AddCheck<ProbingHealthCheck>(ProbingHealthCheck.Name, tags: ["ready"]);
        return services;
    }

    private static EchoFaults CreateFaults(IServiceProvider services)
        => services.GetRequiredService<IOptions<DemoOptions>>().Value.Faults
            ? new EchoFaults(new DemoFaults(services.GetRequiredService<DeviceCatalog>()))
            : new EchoFaults();
}
