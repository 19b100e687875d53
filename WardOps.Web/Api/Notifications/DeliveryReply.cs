using WardOps.Core.Notifications.Sending;

namespace WardOps.Web.Api.Notifications;

/// <summary>Messages, dead letters first, then the newest.</summary>
internal sealed record DeliveryReply(IReadOnlyList<DeliveryReplyItem> Items, int Total, int Page, int PageSize)
{
    public static DeliveryReply Of(IReadOnlyList<DeliveryItem> items, int total, int page, int pageSize) => new([.. items.Select(DeliveryReplyItem.Of)], total, page, pageSize);
}
