using Microsoft.AspNetCore.Components;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Dispatching;
using WardOps.Core.Notifications.Heartbeats;
using WardOps.Core.Notifications.Routes;
using WardOps.Core.Notifications.Sending;

namespace WardOps.Web.Components.Notifications;

/// <summary>Who is told of alerts, how, and what became of it.</summary>
public sealed partial class NotificationsPage
{
    private const int Shown = 100;
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(5);

    private IReadOnlyList<NotificationChannel> _channels = [];
    private IReadOnlyList<NotificationRoute> _routes = [];
    private IReadOnlyList<DeliveryItem> _deliveries = [];
    private DateTimeOffset _loadedAt;
    private bool _isLoaded;
    private int _total;
    private int _dead;
    private string? _problem;
    private ChannelModel? _channel;
    private RouteModel? _route;

    [Inject]
    public required ChannelStore ChannelStore { get; init; }

    [Inject]
    public required RouteStore RouteStore { get; init; }

    [Inject]
    public required DeliveryBook Book { get; init; }

    [Inject]
    public required HeartbeatService Heartbeat { get; init; }

    [Inject]
    public required DispatchState Dispatch { get; init; }

    protected override Task OnInitializedAsync() => ReloadAsync();

    protected override Task OnBoardAsync()
    {
        var age = Time.GetUtcNow() - _loadedAt;
        return age >= s_every || age < TimeSpan.Zero ? ReloadAsync() : Task.CompletedTask;
    }

    private async Task ReloadAsync()
    {
        _loadedAt = Time.GetUtcNow();
        try
        {
            _channels = await ChannelStore.AllAsync(CancellationToken.None);
            _routes = await RouteStore.AllAsync(CancellationToken.None);
            (_deliveries, _total) = await Book.ListAsync(null, 0, Shown, CancellationToken.None);
            _dead = (await Book.CountAsync(CancellationToken.None)).Dead;
            (_isLoaded, _problem) = (true, null);
        }
        catch (Exception ex)
        {
            _problem = $"{ex.Message} This page tries again by itself.";   // the store is away: what was read before stays
        }
    }

    private Task ChannelDoneAsync()
    {
        _channel = null;
        return ReloadAsync();
    }

    private Task RouteDoneAsync()
    {
        _route = null;
        return ReloadAsync();
    }
}
