namespace WardOps.Web.Api.Notifications;

/// <summary>Messages by their ids; 1000 at the most.</summary>
internal sealed record DeliveryIds(IReadOnlyList<long>? Ids);
