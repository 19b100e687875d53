namespace WardOps.Web.Api.Notifications;

/// <summary>What was saved.</summary>
internal sealed record SavedReply(Guid Id);
