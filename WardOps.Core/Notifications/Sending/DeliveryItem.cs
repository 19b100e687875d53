using WardOps.Core.Alerts;

namespace WardOps.Core.Notifications.Sending;

/// <summary>A delivery as people see it.</summary>
public sealed record DeliveryItem(
    long Id, string Key, string Route, string Channel, string Headline, AlertSeverity Severity, DeliveryState State, int Attempts,
    DateTimeOffset CreatedAt, DateTimeOffset DueAt, DateTimeOffset? SentAt, string? LastError);
