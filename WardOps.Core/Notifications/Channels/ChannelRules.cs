using System.Globalization;
using MimeKit;

namespace WardOps.Core.Notifications.Channels;

/// <summary>What is wrong with a channel, all at once and in words. Pure.</summary>
internal static class ChannelRules
{
    private const int MostRecipients = 50;
    private const int ShortestKey = 16;

    public static List<string> Faults(ChannelDraft draft, ChannelSecrets secrets)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Trim().Length > 100)
        {
            faults.Add("The name must have 1 to 100 characters.");
        }

        if (!Enum.IsDefined(draft.Kind))
        {
            faults.Add("There is no such kind of channel.");
        }

        var settings = draft.Settings;
        switch (draft.Kind)
        {
            case ChannelKind.Email: Mail(settings, secrets, faults); break;
            case ChannelKind.Webhook:
                Address(secrets.Url, "The address of the webhook", faults);
                if ((secrets.Key?.Length ?? 0) < ShortestKey)
                {
                    faults.Add($"The key must have at least {ShortestKey} characters: the receiver proves with it that a message is ours.");
                }

                break;
            case ChannelKind.Slack: Address(secrets.Url, "The address of Slack's incoming webhook", faults); break;
            case ChannelKind.Teams: Address(secrets.Url, "The address of the Teams workflow", faults); break;
            case ChannelKind.Telegram: Telegram(settings, secrets, faults); break;
            case ChannelKind.Alertmanager:
                Address(settings.Url, "The address of Alertmanager", faults);
                NoUserIn(settings.Url, faults);
                break;
        }

        return faults;
    }

    public static string? HostOf(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority).Replace(address.UserInfo + "@", "", StringComparison.Ordinal) : null;

    private static void Mail(ChannelSettings settings, ChannelSecrets secrets, List<string> faults)
    {
        if (Uri.CheckHostName(settings.Host?.Trim() ?? "") == UriHostNameType.Unknown)
        {
            faults.Add("The mail server must be a host name or an address, such as mail.bank.example.");
        }

        if (settings.Port is < 1 or > 65535)
        {
            faults.Add("The port must be from 1 to 65535; 587 is usual, 465 with TLS from the first byte.");
        }

        if (!Enum.IsDefined(settings.Tls))
        {
            faults.Add("There is no such TLS mode.");
        }

        if (!IsMail(settings.From))
        {
            faults.Add("The sender must be one e-mail address.");
        }

        if (settings.To.IsDefaultOrEmpty || settings.To.Length > MostRecipients)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"There must be 1 to {MostRecipients} recipients."));
        }
        else if (settings.To.FirstOrDefault(to => !IsMail(to)) is { } wrong)
        {
            faults.Add($"'{Short(wrong)}' is no e-mail address.");
        }

        if (!string.IsNullOrWhiteSpace(settings.UserName) && secrets.Password is null)
        {
            faults.Add("A user name needs a password.");
        }
    }

    private static void Telegram(ChannelSettings settings, ChannelSecrets secrets, List<string> faults)
    {
        if (secrets.Token is not { Length: > 10 and <= 200 } token || token.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not (':' or '-' or '_')))
        {
            faults.Add("The token of the bot looks like 123456:ABC-DEF; BotFather tells it.");
        }

        if (settings.ChatId?.Trim() is not { Length: > 0 and <= 100 } chat || !(chat.StartsWith('@') || long.TryParse(chat, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))
        {
            faults.Add("The chat must be a number, or @ and a name.");
        }

        if (!string.IsNullOrWhiteSpace(settings.Url))
        {
            Address(settings.Url, "The address of the Bot API server", faults);
            NoUserIn(settings.Url, faults);
        }
    }

    private static void Address(string? url, string what, List<string> faults)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp) || url!.Length > 2000)
        {
            faults.Add($"{what} must begin with https:// or http://.");
        }
    }

    // It is shown.
    private static void NoUserIn(string? url, List<string> faults)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.UserInfo.Length > 0)
        {
            faults.Add("Give user name and password in their own fields, not in the address: the address is shown.");
        }
    }

    private static bool IsMail(string? text)
        => text is { Length: <= 254 } && !text.Any(char.IsControl) && MailboxAddress.TryParse(text, out var box) && box.Address.Contains('@', StringComparison.Ordinal) && !box.Address.EndsWith('@');

    private static string Short(string text) => text.Length > 64 ? text[..64] + "…" : text;
}
