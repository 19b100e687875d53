using WardOps.Web.Api;

namespace WardOps.Web.Hubs;

public static class HubsSetup
{
    public static IServiceCollection AddHubs(this IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(json => WireJson.Configure(json.PayloadSerializerOptions));
        services.AddHostedService<LiveBroadcaster>();
        return services;
    }

    public static void MapHubs(this WebApplication app) => app.MapHub<LiveHub>("/hubs/live");
}
