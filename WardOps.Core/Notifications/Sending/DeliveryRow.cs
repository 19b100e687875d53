using WardOps.Core.Alerts;

namespace WardOps.Core.Notifications.Sending;

/// <summary>A row of <c>notification_deliveries</c>: one message to one channel.</summary>
public sealed class DeliveryRow
{
    /// <summary>Ascending: what has the lesser one was written first.</summary>
    public long Id { get; set; }

    /// <summary>The same for the same things told by the same route over the same channel: unique here, and the idempotency key there.</summary>
    public required string Key { get; set; }

    public Guid RouteId { get; set; }

    public required string RouteName { get; set; }

    public Guid ChannelId { get; set; }

    public required string ChannelName { get; set; }

    /// <summary>Messages of one route and group go in order.</summary>
    public required string GroupKey { get; set; }

    public required string Headline { get; set; }

    public AlertSeverity Severity { get; set; }

    /// <summary>JSON of <see cref="Messages.Message"/>.</summary>
    public required string Payload { get; set; }

    public DeliveryState State { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Not to be sent before.</summary>
    public DateTimeOffset DueAt { get; set; }

    public string? ClaimedBy { get; set; }

    public DateTimeOffset? ClaimedUntil { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>What the last attempt said, in words.</summary>
    public string? LastError { get; set; }
}
