using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Messages;

namespace WardOps.Core.Notifications.Sending.Bodies;

/// <summary>sendMessage of the Telegram Bot API: at most 4,096 characters after the markup is taken out.</summary>
internal static class TelegramBody
{
    private const string PublicServer = "https://api.telegram.org";
    private const int Longest = 3800;

    public static HttpDraft Of(OpenChannel channel, OutgoingMessage outgoing)
    {
        var server = (channel.Settings.Url is { Length: > 0 } own ? own : PublicServer).TrimEnd('/');
        return new HttpDraft(
            new Uri($"{server}/bot{channel.Secrets.Token}/sendMessage"),
            BodyJson.Write(new JsonObject
            {
                ["chat_id"] = channel.Settings.ChatId,
                ["text"] = Text(outgoing),
                ["parse_mode"] = "HTML",
                ["link_preview_options"] = new JsonObject { ["is_disabled"] = true },
            }),
            []);
    }

    private static string Text(OutgoingMessage outgoing)
    {
        var message = outgoing.Message;
        var text = new StringBuilder($"<b>{WebUtility.HtmlEncode(message.Headline)}</b>");
        var length = message.Headline.Length;
        var told = 0;
        foreach (var alert in message.Alerts)
        {
            var lines = string.Join('\n', new[] { PlainWords.Times(alert, message), PlainWords.Place(alert), PlainWords.Devices(alert) }.Where(l => !string.IsNullOrEmpty(l)));
            var label = $"{PlainWords.Label(alert)}: {alert.Text}";
            length += lines.Length + label.Length + 40;
            if (length > Longest && told > 0)
            {
                break;
            }

            told++;
            text.Append("\n\n<b>").Append(WebUtility.HtmlEncode(label)).Append("</b>\n").Append(WebUtility.HtmlEncode(lines));
            if (outgoing.LinkTo(alert) is { } link)
            {
                text.Append("\n<a href=\"").Append(WebUtility.HtmlEncode(link.ToString())).Append("\">Open in WardOps</a>");
            }
        }

        return Rest.Of(message, told) is { } rest ? text.Append("\n\n").Append(WebUtility.HtmlEncode(rest)).ToString() : text.ToString();
    }
}
