namespace WardOps.Web.Api.Notifications;

/// <summary>The heartbeat as somebody wants it.</summary>
/// <param name="Enabled">Whether the address is called.</param>
/// <param name="Url">Never shown again. Left out: as before.</param>
internal sealed record HeartbeatBody(bool Enabled, string? Url);
