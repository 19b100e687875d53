using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace WardOps.Core.Live;

public static class LiveSetup
{
    /// <summary>The feed that pages and the hub read.</summary>
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.TryAddSingleton<LiveFeed>();
        return services;
    }
}
