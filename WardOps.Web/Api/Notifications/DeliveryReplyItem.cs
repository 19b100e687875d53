using WardOps.Core.Notifications.Sending;

namespace WardOps.Web.Api.Notifications;

/// <summary>One message to one channel.</summary>
internal sealed record DeliveryReplyItem(
    long Id, string Key, string State, string Route, string Channel, string Severity, string Headline, int Attempts,
    DateTimeOffset CreatedAt, DateTimeOffset DueAt, DateTimeOffset? SentAt, string? LastWords)
{
    public static DeliveryReplyItem Of(DeliveryItem item) => new(
        item.Id, item.Key, WireWords.Of(item.State), item.Route, item.Channel, WireWords.Of(item.Severity), item.Headline, item.Attempts, item.CreatedAt, item.DueAt, item.SentAt, item.LastError);
}
