using WardOps.Core.Notifications.Channels;

namespace WardOps.Web.Api.Notifications;

/// <summary>A channel without its secrets.</summary>
internal sealed record ChannelItem(
    Guid Id, string Name, string Kind, bool Enabled, string Target, string? Host, int? Port, string? Tls, bool CheckCertificate, string? UserName, string? From,
    IReadOnlyList<string> To, string? Url, string? ChatId)
{
    public static ChannelItem Of(NotificationChannel channel)
    {
        var (settings, isMail) = (channel.Settings, channel.Kind == ChannelKind.Email);
        return new ChannelItem(
            channel.Id, channel.Name, WireWords.Of(channel.Kind), channel.Enabled, channel.Target, settings.Host, isMail ? settings.Port : null, isMail ? WireWords.Of(settings.Tls) : null,
            settings.CheckCertificate, settings.UserName, settings.From, settings.To, settings.Url, settings.ChatId);
    }
}
