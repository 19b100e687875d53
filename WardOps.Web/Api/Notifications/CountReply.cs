namespace WardOps.Web.Api.Notifications;

/// <summary>How many it was done to.</summary>
internal sealed record CountReply(int Count);
