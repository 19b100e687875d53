namespace WardOps.Core.Notifications.Channels;

/// <summary>A way by which people are told, without its secrets. Immutable.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Kind">By what way.</param>
/// <param name="Enabled">Whether messages are sent.</param>
/// <param name="Settings">What may be shown.</param>
/// <param name="Version">Grows with every change.</param>
public sealed record NotificationChannel(Guid Id, string Name, ChannelKind Kind, bool Enabled, ChannelSettings Settings, long Version)
{
    /// <summary>Where its messages go, in words without a secret.</summary>
    public string Target => Kind switch
    {
        ChannelKind.Email => $"{string.Join(", ", Settings.To.Take(3))}{(Settings.To.Length > 3 ? $" and {Settings.To.Length - 3} more" : "")} through {Settings.Host}",
        ChannelKind.Telegram => $"chat {Settings.ChatId}",
        ChannelKind.Alertmanager => Settings.Url ?? "",
        _ => Settings.UrlHost ?? "",
    };
}
