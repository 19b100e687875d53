using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Messages;

namespace WardOps.Core.Notifications.Sending.Bodies;

/// <summary>
/// The generic webhook. The signature is HMAC-SHA256 over the timestamp, a point and the body, with the key of the channel: a receiver that
/// checks it, and that the timestamp is not old, knows that the message is ours and not one of ours sent again by somebody else.
/// </summary>
internal static class WebhookBody
{
    public const string TimestampHeader = "X-WardOps-Timestamp";
    public const string SignatureHeader = "X-WardOps-Signature";

    public static HttpDraft Of(OpenChannel channel, OutgoingMessage outgoing)
    {
        var message = outgoing.Message;
        var json = BodyJson.Write(new JsonObject
        {
            ["version"] = 1,
            ["id"] = outgoing.Key,
            ["group"] = outgoing.Thread,
            ["at"] = BodyJson.Time(message.At),
            ["test"] = message.IsTest,
            ["headline"] = message.Headline,
            ["severity"] = PlainWords.Severity(message.Severity),
            ["route"] = message.Route,
            ["alerts"] = BodyJson.Array(message.Alerts.Select(a => Alert(a, outgoing))),
            ["more"] = message.More,
            ["more_words"] = message.MoreWords,
        });
        var timestamp = outgoing.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new HttpDraft(new Uri(channel.Secrets.Url!), json, [new(TimestampHeader, timestamp), new(SignatureHeader, Sign(channel.Secrets.Key!, timestamp, json))]);
    }

    public static string Sign(string key, string timestamp, string body)
        => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{timestamp}.{body}")));

    private static JsonObject Alert(MessageAlert alert, OutgoingMessage outgoing) => new()
    {
        ["id"] = alert.Id.ToString(),
        ["what"] = alert.What.ToString().ToLowerInvariant(),
        ["kind"] = alert.Kind.ToString().ToLowerInvariant(),
        ["severity"] = PlainWords.Severity(alert.Severity),
        ["text"] = alert.Text,
        ["subject"] = alert.SubjectKind.ToString().ToLowerInvariant(),
        ["subject_id"] = alert.SubjectId.ToString(),
        ["name"] = alert.Name,
        ["ip"] = alert.Ip,
        ["branch"] = alert.Branch,
        ["region"] = alert.Region,
        ["device_type"] = alert.DeviceType,
        ["rule"] = alert.RuleName,
        ["since"] = BodyJson.Time(alert.Since),
        ["opened_at"] = BodyJson.Time(alert.OpenedAt),
        ["closed_at"] = alert.ClosedAt is { } closed ? BodyJson.Time(closed) : null,
        ["ended_at"] = alert.EndedAt is { } ended ? BodyJson.Time(ended) : null,
        ["acknowledged_by"] = alert.By,
        ["devices"] = BodyJson.Array(alert.Devices.Select(d => (JsonNode?)d)),
        ["more_devices"] = alert.MoreDevices,
        ["url"] = outgoing.LinkTo(alert)?.ToString(),
    };
}
