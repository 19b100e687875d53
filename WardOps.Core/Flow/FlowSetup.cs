using Microsoft.Extensions.DependencyInjection;

namespace WardOps.Core.Flow;

public static class FlowSetup
{
    /// <summary>The pump, which carries every tick through the product.</summary>
    public static IServiceCollection AddFlow(this IServiceCollection services) => services.AddHostedService<RoundPump>();
}
