namespace WardOps.Core.Notifications.Heartbeats;

/// <summary>The one row of <c>notification_heartbeat</c>.</summary>
public sealed class HeartbeatRow
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; } = 1;

    public bool Enabled { get; set; }

    /// <summary>The address, sealed: whoever knows it can keep the watcher quiet.</summary>
    public required string Url { get; set; }

    /// <summary>Host of the address, for people.</summary>
    public required string UrlHost { get; set; }

    public long Version { get; set; }
}
