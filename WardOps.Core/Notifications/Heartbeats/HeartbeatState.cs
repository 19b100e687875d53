namespace WardOps.Core.Notifications.Heartbeats;

/// <summary>How the heartbeat is doing.</summary>
/// <param name="Enabled">Whether an address is to be called.</param>
/// <param name="UrlHost">Whose.</param>
/// <param name="LastTaken">When it last answered well; null if it never has since the start.</param>
/// <param name="Silent">Why it is not called just now; null if it is.</param>
/// <param name="Problem">What the last call came to, if to nothing good; null otherwise.</param>
public sealed record HeartbeatState(bool Enabled, string UrlHost, DateTimeOffset? LastTaken, string? Silent, string? Problem);
