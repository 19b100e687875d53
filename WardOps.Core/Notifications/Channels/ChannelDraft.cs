namespace WardOps.Core.Notifications.Channels;

/// <summary>A channel as somebody wants it.</summary>
/// <param name="Name">1 to 100 characters, unique.</param>
/// <param name="Kind">By what way.</param>
/// <param name="Enabled">Whether messages are sent.</param>
/// <param name="Settings">What may be shown.</param>
/// <param name="Secrets">What may not; what is left out stays as it was.</param>
public sealed record ChannelDraft(string Name, ChannelKind Kind, bool Enabled, ChannelSettings Settings, ChannelSecrets Secrets);
