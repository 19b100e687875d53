using System.Text.Json.Nodes;
using WardOps.Core.Alerts;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Routes;
using WardOps.Core.Notifications.Sending;
using WardOps.Tests.Integration;
using WardOps.Tests.Notifications.Servers;

namespace WardOps.Tests.Notifications;

/// <summary>Alerts in a real Alertmanager, which sends on what it takes them for.</summary>
public sealed class AlertmanagerTests
{
    [Fact]
    public async Task Alert_OpensBecomesWorseAndEnds_AsAlertmanagerSeesIt()
    {
        await using var hook = new WebhookTarget();
        await using var manager = await AlertmanagerServer.StartAsync(hook.Address);
        await using var store = await NotifyStore.OpenAsync(null);
        store.Time.AdjustTime(TimeProvider.System.GetUtcNow());   // Alertmanager has the clock of this machine
        var channel = await store.ChannelAsync(new ChannelDraft("manager", ChannelKind.Alertmanager, true, new ChannelSettings { Url = manager.Address.ToString() }, ChannelSecrets.None));
        await store.RouteAsync(new NotificationRoute { Name = "manager", ChannelId = channel, GroupWait = TimeSpan.Zero, Grouping = RouteGrouping.None });
        var alert = await store.OpenAlertAsync("ATM \"1\" \\ ბათუმი\n", a => a.DeviceType = "");
        await store.PassAsync();

        var firing = Assert.Single(await manager.FiringAsync());
        Assert.Equal(("WardOpsDown", "high", alert.Id.ToString(), "Batumi"), (Label(firing, "alertname"), Label(firing, "severity"), Label(firing, "alert_id"), Label(firing, "branch")));
        Assert.Equal("ATM \"1\" \\ ბათუმი  is down", (string?)firing["annotations"]!["summary"]);

        store.Time.Advance(TimeSpan.FromSeconds(1));
        await store.HappenAsync(alert, AlertEventKind.Worse, a => a.Severity = AlertSeverity.Critical);
        await store.PassAsync();
        await Eventually.TrueAsync(async () => await manager.FiringAsync() is [var one] && Label(one, "severity") == "critical");   // not both

        store.Time.AdjustTime(TimeProvider.System.GetUtcNow());
        await store.CloseAsync(alert);
        await store.PassAsync();
        await Eventually.TrueAsync(async () => (await manager.FiringAsync()).Count == 0);
        await Eventually.TrueAsync(() => hook.Requests.Any(r => (string?)r.Body["status"] == "resolved" && (string?)r.Body["commonLabels"]!["severity"] == "critical"));
        Assert.All(await store.DeliveriesAsync(), d => Assert.Equal(DeliveryState.Sent, d.State));
    }

    [Fact]
    public async Task Alert_ThatStaysOpen_IsToldAgainEachHour()
    {
        await using var hook = new WebhookTarget();
        await using var manager = await AlertmanagerServer.StartAsync(hook.Address);
        await using var store = await NotifyStore.OpenAsync(null);
        store.Time.AdjustTime(TimeProvider.System.GetUtcNow());
        var channel = await store.ChannelAsync(new ChannelDraft("manager", ChannelKind.Alertmanager, true, new ChannelSettings { Url = manager.Address.ToString() }, ChannelSecrets.None));
        await store.RouteAsync(new NotificationRoute { Name = "manager", ChannelId = channel });
        await store.OpenAlertAsync("ATM-1", a => (a.AcknowledgedAt, a.SnoozedUntil) = (store.Time.GetUtcNow(), null));
        await store.RunAsync(TimeSpan.FromHours(2.1), TimeSpan.FromMinutes(5));

        Assert.Equal(3, (await store.DeliveriesAsync()).Count);
        var firing = Assert.Single(await manager.FiringAsync());
        Assert.InRange(DateTimeOffset.Parse((string)firing["endsAt"]!, System.Globalization.CultureInfo.InvariantCulture) - store.Time.GetUtcNow(), TimeSpan.FromHours(2), TimeSpan.FromHours(3));
    }

    [Fact]
    public async Task TestButton_OnAlertmanager_IsAnAlertThatEndsByItself()
    {
        await using var hook = new WebhookTarget();
        await using var manager = await AlertmanagerServer.StartAsync(hook.Address);
        await using var store = await NotifyStore.OpenAsync(null, TimeProvider.System);
        var channel = await store.ChannelAsync(new ChannelDraft("manager", ChannelKind.Alertmanager, true, new ChannelSettings { Url = manager.Address.ToString() }, ChannelSecrets.None));

        var outcome = await store.Get<ChannelTester>().TestAsync(channel, TestContext.Current.CancellationToken);

        Assert.Equal(new SendOutcome(SendVerdict.Sent, "200 OK"), outcome);
        Assert.Equal("WardOpsTest", Label(Assert.Single(await manager.FiringAsync()), "alertname"));
    }

    private static string? Label(JsonNode alert, string name) => (string?)alert["labels"]![name];
}
