using Microsoft.AspNetCore.SignalR;
using WardOps.Core.Live;

namespace WardOps.Web.Hubs;

/// <summary>The live feed for wall screens, scripts and the parts of pages that the browser draws itself.</summary>
public sealed class LiveHub(LiveFeed feed) : Hub<ILiveClient>
{
    internal const string Everyone = "live";

    /// <summary>Joins first and takes the snapshot then, so no version can fall between; a client leaves out deltas that its snapshot already holds.</summary>
    public override async Task OnConnectedAsync()
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, Everyone, Context.ConnectionAborted);
        await Clients.Caller.Snapshot(feed.Snapshot());
    }

    /// <summary>A client calls this when a version is missing.</summary>
    public Task Resync() => Clients.Caller.Snapshot(feed.Snapshot());
}
