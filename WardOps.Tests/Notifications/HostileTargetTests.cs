using Microsoft.EntityFrameworkCore;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Sending;
using WardOps.Tests.Integration;

namespace WardOps.Tests.Notifications;

/// <summary>Receivers that hang, answer garbage, send us elsewhere or repeat our secrets.</summary>
public sealed class HostileTargetTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Target_ThatHangs_CostsItsTimeoutAndNoMore()
    {
        await using var server = new HostileServer(HostileServer.SendAndHang("HTTP/1.1 200 OK\r\nContent-Le"));
        await using var store = await NotifyStore.OpenAsync(null, TimeProvider.System, ("Notifications:SendTimeout", "00:00:01"));

        var outcome = await TestAsync(store, server.Address.ToString());

        Assert.Equal(new SendOutcome(SendVerdict.TryAgain, "No answer within 1 seconds."), outcome);
    }

    [Fact]
    public async Task Target_ThatHangsAfterItsYes_HasTakenTheMessage()
    {
        await using var server = new HostileServer(HostileServer.SendAndHang("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"));
        await using var store = await NotifyStore.OpenAsync(null, TimeProvider.System);

        Assert.Equal(new SendOutcome(SendVerdict.Sent, "200 OK: abc"), await TestAsync(store, server.Address.ToString()));
    }

    [Fact]
    public async Task Target_ThatNeverStopsTalking_IsCutShort()
    {
        await using var server = new HostileServer(HostileServer.SendForEver("HTTP/1.1 200 OK\r\n", new string('x', 1000)));
        await using var store = await NotifyStore.OpenAsync(null, TimeProvider.System, ("Notifications:SendTimeout", "00:00:10"));

        var outcome = await TestAsync(store, server.Address.ToString());

        Assert.Equal(SendVerdict.Sent, outcome.Verdict);
        Assert.InRange(outcome.Words.Length, 10, 600);
    }

    [Theory]
    [InlineData("HTTP/1.1 307 x\r\nLocation: http://127.0.0.1:1/steal\r\nContent-Length: 0\r\n\r\n", SendVerdict.Refused, "redirects are not followed")]
    [InlineData("garbage\r\n\r\n", SendVerdict.TryAgain, "could not be reached")]
    [InlineData("HTTP/1.1 500 x\r\nContent-Length: 5\r\n\r\n<b>\n\u0001", SendVerdict.TryAgain, "500 InternalServerError: <b>")]
    [InlineData("HTTP/1.1 404 x\r\nContent-Length: 0\r\n\r\n", SendVerdict.Refused, "404 NotFound")]
    [InlineData("HTTP/1.1 408 x\r\nContent-Length: 0\r\n\r\n", SendVerdict.TryAgain, "408")]
    [InlineData("HTTP/1.1 429 x\r\nContent-Length: 0\r\nRetry-After: 99999\r\n\r\n", SendVerdict.TryAgain, "429")]
    internal async Task Target_ThatAnswersBadly_IsJudgedByItsAnswer(string answer, SendVerdict verdict, string words)
    {
        await using var server = new HostileServer(HostileServer.Send(answer));
        await using var store = await NotifyStore.OpenAsync(null, TimeProvider.System);

        var outcome = await TestAsync(store, server.Address.ToString());

        Assert.Equal(verdict, outcome.Verdict);
        Assert.Contains(words, outcome.Words, StringComparison.Ordinal);
        Assert.True(outcome.RetryAfter is null || outcome.RetryAfter == TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Secrets_AreNeitherInTheStoreNorInAnyWords()
    {
        await using var target = new WebhookTarget();
        target.Answer = async (context, _) =>
        {
            context.Response.StatusCode = 500;
            await context.Response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"no such hook /hook/secret-path, {WebhookTarget.Key}"), Cancellation);
        };
        await using var store = await NotifyStore.OpenAsync(null);
        var id = await store.WebhookAsync(target);
        await store.RouteAsync(new() { Name = "all", ChannelId = id });
        await store.OpenAlertAsync("ATM-1");
        await store.RunAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("no such hook …, …", Assert.Single(await store.DeliveriesAsync()).LastError, StringComparison.Ordinal);
        await using var db = store.Open();
        var row = await db.Set<ChannelRow>().SingleAsync(Cancellation);
        Assert.DoesNotContain("secret-path", row.Secrets + row.Settings, StringComparison.Ordinal);
        Assert.DoesNotContain(WebhookTarget.Key, row.Secrets + row.Settings, StringComparison.Ordinal);
        Assert.Equal(new Uri(target.Address).GetLeftPart(UriPartial.Authority), Assert.Single(await store.Get<ChannelStore>().AllAsync(Cancellation)).Target);
        Assert.DoesNotContain("secret", new ChannelSecrets { Key = "secret" }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_StayWhereNothingElseIsSaid_ButDoNotFollowToAnotherServer()
    {
        await using var store = await NotifyStore.OpenAsync(null);
        var channels = store.Get<ChannelStore>();
        var draft = new ChannelDraft(
            "mail", ChannelKind.Email, true, new ChannelSettings { Host = "mail.bank.example", UserName = "u", From = "a@bank.example", To = ["b@bank.example"] }, new ChannelSecrets { Password = "pw" });
        var id = await store.ChannelAsync(draft);

        Assert.True((await channels.SaveAsync(id, draft with { Name = "other name", Secrets = ChannelSecrets.None }, Cancellation)).IsDone);
        Assert.Equal("pw", (await channels.OpenAsync(id, Cancellation))!.Secrets.Password);

        var moved = await channels.SaveAsync(id, draft with { Settings = draft.Settings with { Host = "mail.evil.example" }, Secrets = ChannelSecrets.None }, Cancellation);
        Assert.Equal("A user name needs a password.", Assert.Single(moved.Faults));
    }

    [Fact]
    public async Task Channel_ThatARouteUses_IsNotRemoved_AndWhatWaitsForARemovedOneIsDead()
    {
        await using var target = new WebhookTarget { Answer = (context, _) => { context.Response.StatusCode = 503; return Task.CompletedTask; } };
        await using var store = await NotifyStore.OpenAsync(null);
        var id = await store.WebhookAsync(target);
        var route = await store.RouteAsync(new() { Name = "all", ChannelId = id });
        await store.OpenAlertAsync("ATM-1");
        await store.RunAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("used by all", Assert.Single((await store.Get<ChannelStore>().RemoveAsync(id, Cancellation)).Faults), StringComparison.Ordinal);
        Assert.True((await store.Get<Core.Notifications.Routes.RouteStore>().RemoveAsync(route, Cancellation)).IsDone);
        Assert.True((await store.Get<ChannelStore>().RemoveAsync(id, Cancellation)).IsDone);
        var dead = Assert.Single(await store.DeliveriesAsync());
        Assert.Equal((DeliveryState.Dead, "The channel was removed."), (dead.State, dead.LastError));
    }

    [Theory]
    [InlineData(ChannelKind.Email, 3)]
    [InlineData(ChannelKind.Webhook, 2)]
    [InlineData(ChannelKind.Slack, 1)]
    [InlineData(ChannelKind.Teams, 1)]
    [InlineData(ChannelKind.Telegram, 2)]
    [InlineData(ChannelKind.Alertmanager, 1)]
    public async Task Channel_WithNothingSaid_NamesAllThatIsMissing(ChannelKind kind, int faults)
    {
        await using var store = await NotifyStore.OpenAsync(null);

        Assert.Equal(faults, (await store.Get<ChannelStore>().SaveAsync(null, new ChannelDraft("x", kind, true, new ChannelSettings(), ChannelSecrets.None), Cancellation)).Faults.Count);
    }

    private static async Task<SendOutcome> TestAsync(NotifyStore store, string address)
    {
        var channel = await store.ChannelAsync(new ChannelDraft("hook", ChannelKind.Slack, true, new ChannelSettings(), new ChannelSecrets { Url = address }));
        return (await store.Get<ChannelTester>().TestAsync(channel, Cancellation))!;
    }
}
