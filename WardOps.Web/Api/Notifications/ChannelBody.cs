using WardOps.Core.Notifications.Channels;

namespace WardOps.Web.Api.Notifications;

/// <summary>A channel as somebody wants it. What its kind does not use is ignored.</summary>
/// <param name="Name">1 to 100 characters, unique.</param>
/// <param name="Kind">email, webhook, slack, teams, telegram or alertmanager.</param>
/// <param name="Enabled">True unless told.</param>
/// <param name="Host">email: the mail server.</param>
/// <param name="Port">email: 587 unless told.</param>
/// <param name="Tls">email: starttls (unless told), tls or none.</param>
/// <param name="CheckCertificate">True unless told; false takes any certificate.</param>
/// <param name="UserName">email, alertmanager: with which to sign in.</param>
/// <param name="From">email: the sender.</param>
/// <param name="To">email: the recipients.</param>
/// <param name="Url">webhook, slack, teams: where to post, and never shown again. alertmanager: its address. telegram: another Bot API server.</param>
/// <param name="ChatId">telegram: the chat.</param>
/// <param name="Password">email, alertmanager. Left out: as before.</param>
/// <param name="Token">telegram: of the bot. Left out: as before.</param>
/// <param name="Key">webhook: with which messages are signed. Left out: as before.</param>
internal sealed record ChannelBody(
    string? Name, string? Kind, bool? Enabled, string? Host, int? Port, string? Tls, bool? CheckCertificate, string? UserName, string? From,
    IReadOnlyList<string?>? To, string? Url, string? ChatId, string? Password, string? Token, string? Key)
{
    public ChannelDraft ToDraft(List<string> faults)
    {
        if (Kind is null)
        {
            faults.Add("kind is missing: email, webhook, slack, teams, telegram or alertmanager.");
        }

        var kind = WireWords.Read(Kind, ChannelKind.Email, "kind", faults);
        var isSecretUrl = kind is ChannelKind.Webhook or ChannelKind.Slack or ChannelKind.Teams;
        return new ChannelDraft(
            Name ?? "",
            kind,
            Enabled ?? true,
            new ChannelSettings
            {
                Host = Blank(Host), Port = Port ?? 587, Tls = WireWords.Read(Tls, SmtpTls.StartTls, "tls", faults), CheckCertificate = CheckCertificate ?? true,
                UserName = Blank(UserName), From = Blank(From), To = [.. (To ?? []).OfType<string>().Select(t => t.Trim()).Where(t => t.Length > 0)], Url = isSecretUrl ? null : Blank(Url), ChatId = Blank(ChatId),
            },
            new ChannelSecrets { Password = Password, Token = Token, Key = Key, Url = isSecretUrl ? Url : null });
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
