using System.Text;
using System.Text.Json.Nodes;
using WardOps.Core.Alerts;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Messages;

namespace WardOps.Core.Notifications.Sending.Bodies;

/// <summary>A workflow of Microsoft Teams ("when a Teams webhook request is received"): one adaptive card. Teams takes 28 KB.</summary>
internal static class TeamsBody
{
    private const int MostAlerts = 15;
    private const int MostBytes = 26_000;

    public static HttpDraft Of(OpenChannel channel, OutgoingMessage outgoing)
    {
        for (var room = MostAlerts; ; room /= 2)
        {
            var json = BodyJson.Write(Card(outgoing, room));
            if (room == 0 || Encoding.UTF8.GetByteCount(json) <= MostBytes)
            {
                return new HttpDraft(new Uri(channel.Secrets.Url!), json, []);
            }
        }
    }

    /// <summary>Text blocks read a little Markdown: what would be markup is written out.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            _ = c is '\\' or '*' or '_' or '[' or ']' or '(' or ')' or '~' or '`' or '#' or '>' or '<' or '!' ? escaped.Append('\\').Append(c) : escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static JsonObject Card(OutgoingMessage outgoing, int room)
    {
        var message = outgoing.Message;
        List<JsonNode?> body = [Block(Escape(message.Headline), isBold: true, Colour(message))];
        foreach (var alert in message.Alerts.Take(room))
        {
            body.Add(Block($"{Escape(PlainWords.Label(alert))}: {Escape(alert.Text)}", isBold: true, null));
            body.Add(Block(Escape(string.Join(" · ", new[] { PlainWords.Times(alert, message), PlainWords.Place(alert), PlainWords.Devices(alert) }.Where(l => !string.IsNullOrEmpty(l)))), isBold: false, null));
            if (outgoing.LinkTo(alert) is { } link)
            {
                body.Add(Block($"[Open in WardOps]({link})", isBold: false, null));
            }
        }

        if (Rest.Of(message, room) is { } rest)
        {
            body.Add(Block(Escape(rest), isBold: false, null));
        }

        return new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.adaptive",
                ["contentUrl"] = null,
                ["content"] = new JsonObject
                {
                    ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                    ["type"] = "AdaptiveCard",
                    ["version"] = "1.4",
                    ["msteams"] = new JsonObject { ["width"] = "Full" },
                    ["body"] = BodyJson.Array(body),
                },
            }),
        };
    }

    private static JsonObject Block(string text, bool isBold, string? colour)
    {
        var block = new JsonObject { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true };
        if (isBold)
        {
            block["weight"] = "Bolder";
        }

        if (colour is not null)
        {
            (block["color"], block["size"]) = (colour, "Large");
        }

        return block;
    }

    private static string Colour(Message message)
        => message.IsTest || (message.Alerts.Length > 0 && message.Alerts.All(a => a.IsOver)) ? "Good" : message.Severity >= AlertSeverity.High ? "Attention" : "Warning";
}
