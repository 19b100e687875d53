using System.Text;
using System.Text.Json.Nodes;
using WardOps.Core.Alerts;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Dispatching;
using WardOps.Core.Notifications.Messages;

namespace WardOps.Core.Notifications.Sending.Bodies;

/// <summary>
/// POST /api/v2/alerts. An alert is known there by its labels, so only what stays the same while it is open is a label, beside the severity: when
/// that changes, what it was told with before is ended. An open alert is over there three hours after it was last told.
/// </summary>
internal static class AlertmanagerBody
{
    private static readonly TimeSpan s_heldOpen = 3 * Reminders.RefreshEvery;
    private static readonly TimeSpan s_clockDifference = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_testHeldOpen = TimeSpan.FromMinutes(1);

    public static HttpDraft Of(OpenChannel channel, OutgoingMessage outgoing)
    {
        var alerts = outgoing.Message.IsTest ? [Test(outgoing)] : outgoing.Message.Alerts.SelectMany(a => Alerts(a, outgoing));
        List<KeyValuePair<string, string>> headers = channel.Settings.UserName is { Length: > 0 } user
            ? [new("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{channel.Secrets.Password}")))]
            : [];
        return new HttpDraft(new Uri(channel.Settings.Url!.TrimEnd('/') + "/api/v2/alerts"), BodyJson.Write(BodyJson.Array(alerts)), headers);
    }

    private static IEnumerable<JsonNode> Alerts(MessageAlert alert, OutgoingMessage outgoing)
    {
        if (!alert.IsOver)
        {
            yield return Alert(alert, alert.Severity, outgoing.Now + s_heldOpen, outgoing);
        }

        // With what other severities it was told before is not known here; ending what is not there does nothing.
        if (alert.IsOver || alert.What == Telling.Worse)
        {
            foreach (var severity in Enum.GetValues<AlertSeverity>().Where(s => alert.IsOver || s != alert.Severity))
            {
                yield return Alert(alert, severity, End(alert, outgoing.Now), outgoing);
            }
        }
    }

    /// <summary>
    /// An end that lies ahead of Alertmanager's own clock is no end to it: it keeps the later one that it was told before, which is hours away.
    /// So the end is never told as less than half a minute ago.
    /// </summary>
    private static DateTimeOffset End(MessageAlert alert, DateTimeOffset now)
        => alert.ClosedAt is { } closed && closed < now - s_clockDifference ? closed : now - s_clockDifference;

    private static JsonObject Alert(MessageAlert alert, AlertSeverity severity, DateTimeOffset ends, OutgoingMessage outgoing)
    {
        var labels = new JsonObject
        {
            ["alertname"] = $"WardOps{alert.Kind}",
            ["severity"] = PlainWords.Severity(severity),
            ["kind"] = alert.Kind.ToString().ToLowerInvariant(),
            ["alert_id"] = alert.Id.ToString(),
        };
        foreach (var (name, value) in new[] { ("branch", alert.Branch), ("region", alert.Region), ("device_type", alert.DeviceType) }.Where(l => l.Item2.Length > 0))
        {
            labels[name] = value;
        }

        var starts = alert.Since < ends ? alert.Since : ends.AddMilliseconds(-1);
        return new JsonObject
        {
            ["labels"] = labels,
            ["annotations"] = new JsonObject
            {
                ["summary"] = alert.Text,
                ["name"] = alert.Name,
                ["place"] = PlainWords.Place(alert),
                ["devices"] = PlainWords.Devices(alert) ?? "",
            },
            ["startsAt"] = BodyJson.Time(starts),
            ["endsAt"] = BodyJson.Time(ends),
            ["generatorURL"] = outgoing.LinkTo(alert)?.ToString() ?? "",
        };
    }

    private static JsonObject Test(OutgoingMessage outgoing) => new()
    {
        ["labels"] = new JsonObject { ["alertname"] = "WardOpsTest", ["severity"] = "info" },
        ["annotations"] = new JsonObject { ["summary"] = outgoing.Message.Headline },
        ["startsAt"] = BodyJson.Time(outgoing.Now),
        ["endsAt"] = BodyJson.Time(outgoing.Now + s_testHeldOpen),
    };
}
