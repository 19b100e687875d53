using Microsoft.AspNetCore.SignalR;
using WardOps.Core.Live;

namespace WardOps.Web.Hubs;

/// <summary>Hands every version of the feed to the hub's clients, serialised once for all of them.</summary>
internal sealed class LiveBroadcaster(LiveFeed feed, IHubContext<LiveHub, ILiveClient> hub, TimeProvider time) : IHostedService
{
    // Half a minute of ticks. What does not fit is dropped; clients see the missing version and ask for a snapshot.
    private const int Backlog = 64;

    private LiveSubscription? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = feed.Subscribe(SendAsync, new LiveSubscriptionOptions(TimeSpan.Zero, Backlog, time));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_subscription is not null)
        {
            await _subscription.DisposeAsync();
        }
    }

    private Task SendAsync(LiveUpdate update)
        => update.Delta is { } delta ? hub.Clients.Group(LiveHub.Everyone).Delta(delta) : Task.CompletedTask;
}
