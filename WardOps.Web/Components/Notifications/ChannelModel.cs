using WardOps.Core.Notifications.Channels;

namespace WardOps.Web.Components.Notifications;

/// <summary>The fields of the form of a channel.</summary>
public sealed class ChannelModel
{
    /// <summary>Null for a new one.</summary>
    public Guid? Id { get; private init; }

    public string Name { get; set; } = "";

    public ChannelKind Kind { get; set; }

    public bool Enabled { get; set; } = true;

    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    public SmtpTls Tls { get; set; }

    public bool CheckCertificate { get; set; } = true;

    public string UserName { get; set; } = "";

    public string From { get; set; } = "";

    /// <summary>Separated by commas, semicolons or lines.</summary>
    public string To { get; set; } = "";

    public string Url { get; set; } = "";

    public string ChatId { get; set; } = "";

    public string Password { get; set; } = "";

    public string Token { get; set; } = "";

    public string Key { get; set; } = "";

    /// <summary>Whether there are secrets that stay if nothing is typed.</summary>
    public bool HasSecrets => Id is not null;

    public bool IsUrlSecret => Kind is ChannelKind.Webhook or ChannelKind.Slack or ChannelKind.Teams;

    public static ChannelModel Of(NotificationChannel channel)
    {
        var settings = channel.Settings;
        return new ChannelModel
        {
            Id = channel.Id, Name = channel.Name, Kind = channel.Kind, Enabled = channel.Enabled, Host = settings.Host ?? "", Port = settings.Port, Tls = settings.Tls,
            CheckCertificate = settings.CheckCertificate, UserName = settings.UserName ?? "", From = settings.From ?? "", To = string.Join(", ", settings.To), Url = settings.Url ?? "", ChatId = settings.ChatId ?? "",
        };
    }

    public ChannelDraft ToDraft() => new(
        Name,
        Kind,
        Enabled,
        new ChannelSettings
        {
            Host = Blank(Host), Port = Port, Tls = Tls, CheckCertificate = CheckCertificate, UserName = Blank(UserName), From = Blank(From),
            To = [.. To.Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)], Url = IsUrlSecret ? null : Blank(Url), ChatId = Blank(ChatId),
        },
        new ChannelSecrets { Password = Blank(Password), Token = Blank(Token), Key = Blank(Key), Url = IsUrlSecret ? Blank(Url) : null });

    public static string KindWords(ChannelKind kind) => kind switch
    {
        ChannelKind.Email => "E-mail",
        ChannelKind.Webhook => "Webhook",
        ChannelKind.Teams => "Microsoft Teams",
        _ => kind.ToString(),
    };

    private static string? Blank(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
