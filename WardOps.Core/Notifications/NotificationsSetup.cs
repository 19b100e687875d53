using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WardOps.Core.Alerts;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Dispatching;
using WardOps.Core.Notifications.Heartbeats;
using WardOps.Core.Notifications.Routes;
using WardOps.Core.Notifications.Sending;
using WardOps.Core.Storage;

namespace WardOps.Core.Notifications;

public static class NotificationsSetup
{
    /// <summary>From the outbox to people: routes, channels, deliveries, and the heartbeat. Whoever hosts it brings an <see cref="ISecretBox"/>.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<NotificationOptions>().Bind(configuration.GetSection(NotificationOptions.Section));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NotificationOptions>, NotificationOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AlertSignal>();
        services.TryAddSingleton<FaultPoints>();
        services.TryAddSingleton<StoreGate>();
        services.AddSingleton<IStoreOpenedStep>(s => s.GetRequiredService<StoreGate>());
        services.TryAddSingleton<ChannelStore>();
        services.TryAddSingleton<RouteStore>();
        services.TryAddSingleton<HeartbeatStore>();
        AddDispatching(services);
        AddSending(services);
        return services;
    }

    private static void AddDispatching(IServiceCollection services)
    {
        services.TryAddSingleton<DispatchState>();
        services.TryAddSingleton<EventTaker>();
        services.TryAddSingleton<Reminders>();
        services.TryAddSingleton<GroupFlusher>();
        services.TryAddSingleton<NotificationDispatcher>();
        services.AddHostedService(s => s.GetRequiredService<NotificationDispatcher>());
    }

    private static void AddSending(IServiceCollection services)
    {
        AddClient(services, HttpSender.ClientName, false);
        AddClient(services, HttpSender.TrustingClientName, true);
        services.TryAddSingleton<SendSignal>();
        services.TryAddSingleton<NotificationMeters>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannelSender, HttpSender>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannelSender, MailSender>());
        services.TryAddSingleton<ChannelPost>();
        services.TryAddSingleton(s => new ChannelTester(s.GetRequiredService<ChannelStore>(), s.GetRequiredService<ChannelPost>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<DeliveryQueue>();
        services.TryAddSingleton(s =>
        {
            var book = ActivatorUtilities.CreateInstance<DeliveryBook>(s);
            book.Resent = s.GetRequiredService<SendSignal>().Raise;
            return book;
        });
        services.TryAddSingleton<NotificationSender>();
        services.AddHostedService(s => s.GetRequiredService<NotificationSender>());
        services.AddHostedService<DeliveryKeeper>();
        services.TryAddSingleton<HeartbeatService>();
        services.AddHostedService(s => s.GetRequiredService<HeartbeatService>());
    }

    // Its own patience, retries and logs: the client's would write addresses that are secret into the log.
    private static void AddClient(IServiceCollection services, string name, bool anyCertificate)
        => services.AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(s => NotificationHttp.CreateHandler(s.GetRequiredService<IOptions<NotificationOptions>>().Value.UseProxy, anyCertificate));
}
