using System.Net;
using System.Text;
using MimeKit;
using WardOps.Core.Alerts;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Messages;

namespace WardOps.Core.Notifications.Sending.Bodies;

/// <summary>An e-mail: plain text and HTML of the same words. Names of devices are anybody's text, and stay text.</summary>
internal static class MailBody
{
    public static MimeMessage Of(OpenChannel channel, OutgoingMessage outgoing)
    {
        var message = outgoing.Message;
        var from = MailboxAddress.Parse(channel.Settings.From!);
        var mail = new MimeMessage { Subject = PlainWords.OneLine(message.Headline, 200), Date = message.At };
        mail.From.Add(from);
        mail.To.AddRange(channel.Settings.To.Select(MailboxAddress.Parse));
        mail.MessageId = $"{outgoing.Key}@{from.Domain}";
        mail.References.Add($"{outgoing.Thread}@{from.Domain}");   // one conversation for each group
        mail.Headers.Add("X-WardOps-Delivery", outgoing.Key);
        mail.Headers.Add("Auto-Submitted", "auto-generated");        // RFC 3834: no out-of-office replies
        mail.Headers.Add("X-Auto-Response-Suppress", "All");
        if (message.Severity == AlertSeverity.Critical && message.Alerts.Any(a => !a.IsOver))
        {
            mail.Importance = MessageImportance.High;
        }

        var body = new BodyBuilder { TextBody = Text(outgoing), HtmlBody = Html(outgoing) };
        mail.Body = body.ToMessageBody();
        return mail;
    }

    private static string Text(OutgoingMessage outgoing)
    {
        var message = outgoing.Message;
        var text = new StringBuilder(message.Headline).Append('\n');
        foreach (var alert in message.Alerts)
        {
            text.Append('\n').Append(PlainWords.Label(alert)).Append(": ").Append(alert.Text).Append('\n');
            foreach (var line in Lines(alert, message))
            {
                text.Append("  ").Append(line).Append('\n');
            }

            if (outgoing.LinkTo(alert) is { } link)
            {
                text.Append("  ").Append(link).Append('\n');
            }
        }

        if (message.MoreWords is { } more)
        {
            text.Append('\n').Append(more).Append('\n');
        }

        return text.Append("\n-- \n").Append(Foot(message)).Append('\n').ToString();
    }

    private static string Html(OutgoingMessage outgoing)
    {
        var message = outgoing.Message;
        var html = new StringBuilder("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body style=\"font-family:system-ui,'Segoe UI',Roboto,sans-serif;font-size:14px;color:#1b2733\">");
        html.Append("<h2 style=\"font-size:18px;margin:0 0 12px\">").Append(Encode(message.Headline)).Append("</h2>");
        foreach (var alert in message.Alerts)
        {
            html.Append("<div style=\"border-left:5px solid ").Append(Colour(alert)).Append(";padding:4px 12px;margin:0 0 12px\"><b>")
                .Append(Encode($"{PlainWords.Label(alert)}: {alert.Text}")).Append("</b>");
            foreach (var line in Lines(alert, message))
            {
                html.Append("<div style=\"color:#4a5a68\">").Append(Encode(line)).Append("</div>");
            }

            if (outgoing.LinkTo(alert) is { } link)
            {
                html.Append("<a href=\"").Append(Encode(link.ToString())).Append("\">Open in WardOps</a>");
            }

            html.Append("</div>");
        }

        if (message.MoreWords is { } more)
        {
            html.Append("<p><b>").Append(Encode(more)).Append("</b></p>");
        }

        return html.Append("<p style=\"color:#4a5a68;font-size:12px\">").Append(Encode(Foot(message))).Append("</p></body></html>").ToString();
    }

    private static IEnumerable<string> Lines(MessageAlert alert, Message message)
        => new[] { PlainWords.Times(alert, message), PlainWords.Place(alert), PlainWords.Devices(alert) }.OfType<string>().Where(l => l.Length > 0);

    private static string Foot(Message message) => message.IsTest ? "Sent by the test button of WardOps." : $"Sent by WardOps, by the route {message.Route}.";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Colour(MessageAlert alert) => alert.IsOver ? "#1b7a4b" : alert.Severity switch
    {
        AlertSeverity.Critical => "#c62828",
        AlertSeverity.High => "#d9480f",
        AlertSeverity.Medium => "#8a5a00",
        _ => "#1f5fa8",
    };
}
