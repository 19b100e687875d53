namespace WardOps.Core.Notifications.Channels;

/// <summary>A channel with its secrets opened, for the moment of sending.</summary>
/// <param name="Channel">What may be shown.</param>
/// <param name="Secrets">What may not.</param>
internal sealed record OpenChannel(NotificationChannel Channel, ChannelSecrets Secrets)
{
    public ChannelSettings Settings => Channel.Settings;
}
