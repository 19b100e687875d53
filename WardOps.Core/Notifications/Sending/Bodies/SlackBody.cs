using System.Text;
using System.Text.Json.Nodes;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Messages;

namespace WardOps.Core.Notifications.Sending.Bodies;

/// <summary>An incoming webhook of Slack: a text for the notification, and blocks (at most 50 of them, 3,000 characters each).</summary>
internal static class SlackBody
{
    private const int MostAlerts = 40;
    private const int LongestBlock = 2900;

    public static HttpDraft Of(OpenChannel channel, OutgoingMessage outgoing)
    {
        var message = outgoing.Message;
        List<JsonNode?> blocks = [Section($"{Mark(message)} *{Escape(message.Headline)}*")];
        blocks.AddRange(message.Alerts.Take(MostAlerts).Select(a => Section(Alert(a, outgoing))));
        if (Rest.Of(message, MostAlerts) is { } rest)
        {
            blocks.Add(Section(Escape(rest)));
        }

        return new HttpDraft(new Uri(channel.Secrets.Url!), BodyJson.Write(new JsonObject { ["text"] = Escape(message.Headline), ["blocks"] = BodyJson.Array(blocks) }), []);
    }

    /// <summary>The three characters that begin anything that is not text (docs.slack.dev/messaging/formatting-message-text): without them there is no mention and no link.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Alert(MessageAlert alert, OutgoingMessage outgoing)
    {
        var text = new StringBuilder($"*{Escape(PlainWords.Label(alert))}:* {Escape(alert.Text)}\n{Escape(PlainWords.Times(alert, outgoing.Message))}");
        foreach (var line in new[] { PlainWords.Place(alert), PlainWords.Devices(alert) }.Where(l => !string.IsNullOrEmpty(l)))
        {
            text.Append('\n').Append(Escape(line!));
        }

        if (text.Length > LongestBlock)
        {
            text.Length = LongestBlock;
        }

        return outgoing.LinkTo(alert) is { } link ? text.Append("\n<").Append(link).Append("|Open in WardOps>").ToString() : text.ToString();
    }

    private static string Mark(Message message) => message.IsTest ? ":white_check_mark:" : message.Alerts.Any(a => !a.IsOver) || message.Alerts.IsEmpty ? ":red_circle:" : ":large_green_circle:";

    private static JsonObject Section(string text) => new() { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = text } };
}
