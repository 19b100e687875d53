namespace WardOps.Core.Notifications.Routes;

/// <summary>A row of <c>notification_routes</c>.</summary>
public sealed class RouteRow
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    /// <summary><see cref="Name"/> in upper case, invariant; unique.</summary>
    public required string NameKey { get; set; }

    /// <summary>JSON of <see cref="NotificationRoute"/>.</summary>
    public required string Definition { get; set; }

    /// <summary>The concurrency token.</summary>
    public long Version { get; set; }
}
