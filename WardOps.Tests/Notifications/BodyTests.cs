using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WardOps.Core.Alerts;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Messages;
using WardOps.Core.Notifications.Sending;
using WardOps.Core.Notifications.Sending.Bodies;

namespace WardOps.Tests.Notifications;

/// <summary>What each channel is told, with names that try to be more than names.</summary>
public sealed class BodyTests
{
    private const string Hostile = "ATM <!channel> <script>\"x\"</script> &amp; [link](http://evil) *b* \u202Etxt.exe\r\nX-Evil: 1 ბათუმი";

    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ChannelKind.Webhook)]
    [InlineData(ChannelKind.Slack)]
    [InlineData(ChannelKind.Teams)]
    [InlineData(ChannelKind.Telegram)]
    [InlineData(ChannelKind.Alertmanager)]
    public void Body_OfAHostileName_IsJsonInWhichItIsText(ChannelKind kind)
    {
        var draft = Draft(kind, Message(Hostile));
        var json = JsonNode.Parse(draft.Json)!;

        Assert.DoesNotContain("\\r", draft.Json, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", json.ToString(), StringComparison.Ordinal);   // it would turn the rest of the line round
        Assert.Contains("ბათუმი", draft.Json, StringComparison.Ordinal);
        switch (kind)
        {
            case ChannelKind.Slack:
                Assert.All(json["blocks"]!.AsArray(), b => Assert.DoesNotContain("<!", (string)b!["text"]!["text"]!, StringComparison.Ordinal));
                Assert.Contains("&lt;!channel&gt;", (string)json["text"]!, StringComparison.Ordinal);
                break;
            case ChannelKind.Teams:
                var card = json["attachments"]![0]!["content"]!;
                Assert.Equal(("AdaptiveCard", "1.4"), ((string?)card["type"], (string?)card["version"]));
                Assert.Contains("\\[link\\]\\(http://evil\\)", (string)card["body"]![0]!["text"]!, StringComparison.Ordinal);
                break;
            case ChannelKind.Telegram:
                Assert.Equal(("-100", "HTML"), ((string?)json["chat_id"], (string?)json["parse_mode"]));
                Assert.DoesNotContain("<script", (string)json["text"]!, StringComparison.Ordinal);
                Assert.Equal("https://api.telegram.org/bot123456:secret-token/sendMessage", draft.Address.ToString());
                break;
            case ChannelKind.Alertmanager:
                Assert.Equal("https://am.example/api/v2/alerts", draft.Address.ToString());
                Assert.Equal(("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:pass"))), (draft.Headers[0].Key, draft.Headers[0].Value));
                break;
            default:
                Assert.Equal("2026-03-02T09:58:00.000Z", (string?)json["alerts"]![0]!["since"]);
                break;
        }
    }

    [Theory]
    [InlineData(ChannelKind.Slack, 50, 3000)]
    [InlineData(ChannelKind.Teams, 100, 28_000)]
    [InlineData(ChannelKind.Telegram, 1, 4096)]
    public void Body_OfFiftyLongAlerts_IsAsShortAsTheChannelTakes(ChannelKind kind, int blocks, int most)
    {
        var draft = Draft(kind, Message([.. Enumerable.Range(0, 90).Select(n => new string('ბ', 280) + n)]));
        var json = JsonNode.Parse(draft.Json)!;

        if (kind == ChannelKind.Slack)
        {
            Assert.InRange(json["blocks"]!.AsArray().Count, 2, blocks);
            Assert.All(json["blocks"]!.AsArray(), b => Assert.InRange(((string)b!["text"]!["text"]!).Length, 1, most));
        }
        else if (kind == ChannelKind.Teams)
        {
            Assert.InRange(Encoding.UTF8.GetByteCount(draft.Json), 1000, most);
        }
        else
        {
            Assert.InRange(WebUtility.HtmlDecode(Regex.Replace((string)json["text"]!, "<[^>]+>", "")).Length, 1000, most);   // what is counted there
        }

        Assert.Matches("and [0-9]+ more", draft.Json);
    }

    /// <summary>Made with: printf '1772445600.{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef</summary>
    [Fact]
    public void Signature_IsWhatOthersCompute()
        => Assert.Equal("sha256=53c32c3d74bd4745473c767ad7e8c57e64b01bed02e8f224e49ca71f759828d3", WebhookBody.Sign("0123456789abcdef", "1772445600", """{"a":1}"""));

    [Fact]
    public void Headline_OfAnIncident_ReadsWell()
    {
        var alert = NotifyStore.NewAlert("Batumi", s_now.AddMinutes(-14));
        (alert.SubjectKind, alert.Kind, alert.Severity, alert.Message) = (AlertSubjectKind.Branch, AlertKind.Branch, AlertSeverity.Critical, "Branch Batumi offline: router + 11 devices");
        alert.Members = "[" + string.Join(',', Enumerable.Range(1, 25).Select(n => $$"""{"DeviceId":"{{Guid.NewGuid()}}","Name":"ATM-{{n}}","Role":"Away"}""")) + "]";

        var open = MessageComposer.Compose([MessageComposer.Alert(alert, Telling.Opened, AlertSeverity.Critical, null, null)], "noc", "Asia/Tbilisi", s_now);
        (alert.ClosedAt, alert.EndedAt) = (s_now, s_now.AddSeconds(-2));
        var over = MessageComposer.Compose([MessageComposer.Alert(alert, Telling.Closed, AlertSeverity.Critical, "11 of 12 back, ATM-3 still down", null)], "noc", "Asia/Tbilisi", s_now);

        Assert.Equal("[Critical] Branch Batumi offline: router + 11 devices", open.Headline);
        Assert.EndsWith("ATM-20 and 5 more", PlainWords.Devices(open.Alerts[0]), StringComparison.Ordinal);
        Assert.Equal("Since 2026-03-02 13:45:54, for 14 min 6 s (Asia/Tbilisi)", PlainWords.Times(open.Alerts[0], open));
        Assert.Equal("[Over] Batumi: 11 of 12 back, ATM-3 still down", over.Headline);
        Assert.Equal("Since 2026-03-02 13:45:54, over 2026-03-02 13:59:58, after 14 min 4 s (Asia/Tbilisi)", PlainWords.Times(over.Alerts[0], over));
    }

    [Theory]
    [InlineData(1, 5, 6.25)]
    [InlineData(4, 40, 50)]
    [InlineData(30, 900, 1125)]
    public void Pause_Doubles_UpToTheLongest(int attempts, double least, double most)
    {
        var options = new Core.Notifications.NotificationOptions();

        Assert.Equal(least, RetryPause.Of(attempts, options, null, 0).TotalSeconds);
        Assert.Equal(most, RetryPause.Of(attempts, options, null, 1).TotalSeconds);
        Assert.Equal(TimeSpan.FromHours(1), RetryPause.Of(attempts, options, TimeSpan.FromHours(1), 0));
    }

    private static Message Message(params string[] names) => MessageComposer.Compose(
        names.Select(n =>
        {
            var alert = NotifyStore.NewAlert(n, s_now.AddMinutes(-2).AddSeconds(6));
            return MessageComposer.Alert(alert, Telling.Opened, alert.Severity, null, null);
        }),
        "noc",
        "UTC",
        s_now);

    private static HttpDraft Draft(ChannelKind kind, Message message) => HttpSender.Draft(
        new OpenChannel(
            new NotificationChannel(Guid.NewGuid(), "c", kind, true, new ChannelSettings { ChatId = "-100", Url = kind == ChannelKind.Alertmanager ? "https://am.example/" : null, UserName = "user" }, 1),
            new ChannelSecrets { Url = "https://hooks.example/x", Key = "0123456789abcdef", Token = "123456:secret-token", Password = "pass" }),
        new OutgoingMessage("key", "thread", message, s_now, new Uri("https://wardops.example")));
}
