using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WardOps.Core.Devices;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Dispatching;
using WardOps.Core.Notifications.Heartbeats;
using WardOps.Core.Notifications.Routes;
using WardOps.Core.Notifications.Sending;
using WardOps.Tests.Components;
using WardOps.Web.Components.Notifications;

namespace WardOps.Tests.Notifications;

/// <summary>The page over a real store and real senders.</summary>
public sealed class NotificationsPageTests : PageContext, IAsyncLifetime
{
    private readonly WebhookTarget _target = new();
    private NotifyStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        Script.Time.Advance(TimeSpan.FromDays(20_000));
        _store = await NotifyStore.OpenAsync(null, Script.Time);
        Services.AddSingleton(Script.Catalog);
        Services.AddSingleton(_store.Get<ChannelStore>());
        Services.AddSingleton(_store.Get<RouteStore>());
        Services.AddSingleton(_store.Get<DeliveryBook>());
        Services.AddSingleton(_store.Get<ChannelTester>());
        Services.AddSingleton(_store.Get<HeartbeatStore>());
        Services.AddSingleton(_store.Get<DispatchState>());
        Services.AddSingleton(new HeartbeatService(
            _store.Get<HeartbeatStore>(), Script.Board, ProbePolicy.Default, _store.Get<DispatchState>(), _store.Get<IHttpClientFactory>(), _store.Get<NotificationMeters>(), Script.Time, NullLogger<HeartbeatService>.Instance));
        Script.Quiet();
        Script.CloseRound(5);
    }

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _store.DisposeAsync();
        await _target.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // What a click brings about may come a moment later: the page loads by itself meanwhile.
    private static AngleSharp.Dom.IElement Find(IRenderedComponent<NotificationsPage> page, string what) => page.WaitForElement(what, TimeSpan.FromSeconds(20));

    [Fact]
    public void Page_WithNothing_SaysHowToBegin()
    {
        var page = Render<NotificationsPage>();

        page.WaitForAssertion(() => Assert.Contains("Nobody is told of alerts yet", page.Find(".begin h2").TextContent, StringComparison.Ordinal));
        Assert.Contains("No message has been written yet.", Find(page, ".deliveries").TextContent, StringComparison.Ordinal);
        Assert.Contains("Off.", Find(page, ".heartbeat").TextContent, StringComparison.Ordinal);
        Find(page, ".begin button").Click();
        Find(page, "form.channel-form").Submit();
        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll("form.channel-form .said.bad li").Count));   // all faults at once
    }

    [Fact]
    public async Task Channel_AddedTestedEditedRemoved_NeverShowsItsSecret()
    {
        var page = Render<NotificationsPage>();
        Find(page, ".begin button").Click();
        Find(page, "select[name=kind]").Change(nameof(ChannelKind.Webhook));
        Find(page, "input[name=name]").Change("Desk <b>");
        Find(page, "input[name=url]").Change(_target.Address);
        Find(page, "input[name=key]").Change(WebhookTarget.Key);
        Find(page, "form.channel-form").Submit();

        Find(page, "button[aria-label='Test Desk <b>']").Click();
        page.WaitForAssertion(() => Assert.Contains("It was taken: 200 OK", page.Find(".said.good").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.True((bool)Assert.Single(_target.Requests).Body["test"]!);

        Find(page, "button[aria-label='Edit Desk <b>']").Click();
        Assert.DoesNotContain("secret-path", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(WebhookTarget.Key, page.Markup, StringComparison.Ordinal);
        Find(page, "input[name=name]").Change("Desk");
        Find(page, "form.channel-form").Submit();
        Find(page, "button[aria-label='Remove Desk']").Click();
        Assert.NotEmpty(await _store.Get<ChannelStore>().AllAsync(Xunit.TestContext.Current.CancellationToken));   // asked first
        Find(page, "button[aria-label='Really remove Desk']").Click();
        Find(page, ".begin");
    }

    [Fact]
    public async Task Route_AsItIsTyped_IsASentence_AndSaved()
    {
        await _store.WebhookAsync(_target, "Desk");
        var page = Render<NotificationsPage>();
        Find(page, ".routes button").Click();
        Find(page, "input[name=name]").Input("Night");
        Find(page, "select[name=severity]").Change("Critical");
        Find(page, "select[name=scope]").Change("Device");
        Find(page, "input[name=values]").Change("device-2, nobody");
        Find(page, ".add-hours").Click();

        page.WaitForAssertion(() => Assert.StartsWith("Critical alerts of device-2, nobody, on workdays 09:00-18:00 in Asia/Tbilisi", page.Find(".sentence").TextContent, StringComparison.Ordinal));
        Find(page, "form.route-form").Submit();
        page.WaitForAssertion(() => Assert.Contains("by their ids", page.Find("form.route-form .said.bad").TextContent, StringComparison.Ordinal));
        Find(page, "input[name=values]").Change("127.64.0.2");
        Find(page, "form.route-form").Submit();

        Find(page, "button[aria-label='Edit Night']");
        var route = Assert.Single(await _store.Get<RouteStore>().AllAsync(Xunit.TestContext.Current.CancellationToken));
        Assert.Equal(Live.BoardScript.Id(2).ToString(), Assert.Single(route.Scope.Values));
        Find(page, "input[name=preview-device]").Change("device-1");
        page.WaitForAssertion(() => Assert.Contains("Nobody would be told", page.Find(".preview .sentence").TextContent, StringComparison.Ordinal));
        Find(page, "input[name=preview-device]").Change("DEVICE-2");
        Find(page, "select[name=preview-severity]").Change("Critical");
        page.WaitForAssertion(() => Assert.StartsWith("Told by Night over Desk", page.Find(".preview .sentence").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task DeadLetters_AreFirst_AndSentAgainTogether()
    {
        await _store.RouteAsync(new NotificationRoute { Name = "all", ChannelId = await _store.WebhookAsync(_target), Grouping = RouteGrouping.None });
        _target.Answer = (context, _) =>
        {
            context.Response.StatusCode = 400;
            return Task.CompletedTask;
        };
        await _store.OpenAlertAsync("ATM <script>alert(1)</script>");
        await _store.OpenAlertAsync("ATM-2");
        await _store.PassAsync();
        Script.Time.Advance(TimeSpan.FromSeconds(11));
        await _store.PassAsync();
        _target.Answer = null;

        var page = Render<NotificationsPage>();
        page.WaitForAssertion(() => Assert.Contains("2 messages were not delivered", page.Find(".banner.error").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, page.FindAll("tr.dead").Count);
        Assert.Empty(page.FindAll("script"));
        Find(page, "input[aria-label='Choose all that were not delivered']").Change(true);
        page.FindAll(".deliveries header button")[0].Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tr.waiting").Count));
        await _store.PassAsync();

        Assert.Equal(2, _target.Messages.Count);
    }

    [Fact]
    public void Heartbeat_Saved_BeatsAtOnceAndSaysWhoTookIt()
    {
        var page = Render<NotificationsPage>();
        Find(page, "input[name=heartbeat-url]").Change("no address");
        Find(page, ".heartbeat form").Submit();
        page.WaitForAssertion(() => Assert.Contains("must begin with https://", page.Find(".heartbeat .bad").TextContent, StringComparison.Ordinal));

        Find(page, "input[name=heartbeat-url]").Change("http://127.0.0.1:1/ping/secret");
        Find(page, ".heartbeat form").Submit();
        page.WaitForAssertion(() => Assert.Contains("http://127.0.0.1:1 does not take it. It could not be reached", page.Find(".heartbeat [role=status]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.DoesNotContain("ping/secret", page.Markup, StringComparison.Ordinal);
    }
}
