using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Notifications;
using WardOps.Core.Notifications.Routes;
using WardOps.Core.Notifications.Sending;

namespace WardOps.Tests.Notifications;

/// <summary>From an event in the outbox to a webhook, on either database.</summary>
public abstract class NotificationFlowTests : NotificationRun
{
    [Fact]
    public async Task Opened_AfterTheGroupWait_IsToldOnceWithAllThatIsKnown()
    {
        await RouteAsync();
        var alert = await Store.OpenAlertAsync("ATM-3 \"<b>\" ბათუმი");

        await Store.PassAsync();
        Assert.Empty(Target.Messages);   // it waits for others
        await Store.RunAsync(TimeSpan.FromMinutes(20));

        var body = Assert.Single(Target.Requests).Body;
        Assert.Equal("[High] ATM-3 \"<b>\" ბათუმი is down", (string?)body["headline"]);
        var told = body["alerts"]![0]!;
        Assert.Equal(
            (alert.Id.ToString(), "opened", "down", "high", "10.1.2.3", "Batumi"),
            ((string?)told["id"], (string?)told["what"], (string?)told["kind"], (string?)told["severity"], (string?)told["ip"], (string?)told["branch"]));
        var delivery = Assert.Single(await Store.DeliveriesAsync());
        Assert.Equal((DeliveryState.Sent, 1, delivery.Key), (delivery.State, delivery.Attempts, Target.Requests[0].Key));
        await using var db = Store.Open();
        Assert.Equal(delivery.SentAt, (await db.Set<AlertRow>().SingleAsync(Cancellation)).HandedOverAt);
        Assert.False(await db.Set<AlertEventRow>().AnyAsync(e => e.IsWaiting, Cancellation));
    }

    [Fact]
    public async Task Route_ThatIsTheLast_KeepsProblemsAndNotEndsFromThoseBehindIt()
    {
        var first = await RouteAsync(r => r with { Name = "first", Order = 1, Enabled = false, IsLast = true });
        await RouteAsync(r => r with { Name = "second", Order = 2 });
        var alert = await Store.OpenAlertAsync("ATM-1");
        await Store.RunAsync(TimeSpan.FromMinutes(1));
        var routes = Store.Get<RouteStore>();
        await routes.SaveAsync(first, (await routes.AllAsync(Cancellation))[0] with { Enabled = true }, Cancellation);
        await Store.OpenAlertAsync("ATM-2");
        await Store.CloseAsync(alert);
        await Store.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(
            [("first", "ATM-2 is down"), ("second", "ATM-1 is down"), ("second", "over: ATM-1 is down")],
            Target.Requests.Select(r => ((string)r.Body["route"]!, (string)r.Body["alerts"]![0]!["text"]!)).Order());
    }

    [Fact]
    public async Task ShortTrouble_ThatIsOverBeforeItWasSent_IsOneMessageOrNone()
    {
        await RouteAsync();
        await RouteAsync(r => r with { Name = "only what stays", TellBrief = false });
        var alert = await Store.OpenAlertAsync("ATM-1");
        Store.Time.Advance(TimeSpan.FromSeconds(4));
        await Store.CloseAsync(alert);
        await Store.RunAsync(TimeSpan.FromMinutes(1));

        var told = Assert.Single(Target.Requests).Body;
        Assert.Equal("[Over already] over: ATM-1 is down", (string?)told["headline"]);
        Assert.Equal(("brief", "2026-03-02T09:59:54.000Z", "2026-03-02T10:00:03.000Z"), ((string?)told["alerts"]![0]!["what"], (string?)told["alerts"]![0]!["since"], (string?)told["alerts"]![0]!["ended_at"]));
    }

    [Fact]
    public async Task Order_OfOneGroup_IsKeptWhileTheFirstMessageFails()
    {
        await RouteAsync();
        Target.Answer = (context, number) =>
        {
            context.Response.StatusCode = number == 1 ? 503 : 200;
            return Task.CompletedTask;
        };
        var alert = await Store.OpenAlertAsync("ATM-1");
        await Store.PassAsync();
        Store.Time.Advance(TimeSpan.FromSeconds(11));
        await Store.PassAsync();
        Assert.Single(Target.Requests);
        await Store.CloseAsync(alert);
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        await Store.PassAsync();
        Assert.Single(Target.Requests);   // the end of it does not overtake its beginning

        await Store.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["[High] ATM-1 is down", "[High] ATM-1 is down", "[Over] over: ATM-1 is down"], Target.Headlines);
    }

    [Fact]
    public async Task Refused_IsADeadLetter_UntilSomebodySendsItAgainOrDismissesIt()
    {
        await RouteAsync();
        Target.Answer = (context, _) =>
        {
            context.Response.StatusCode = 410;
            return Task.CompletedTask;
        };
        await Store.OpenAlertAsync("ATM-1");
        await Store.OpenAlertAsync("ATM-2");
        await Store.RunAsync(TimeSpan.FromMinutes(30));

        var dead = await Store.DeliveriesAsync();
        Assert.All(dead, d => Assert.Equal((DeliveryState.Dead, 1, "410 Gone"), (d.State, d.Attempts, d.LastError)));
        var book = Store.Get<DeliveryBook>();
        Assert.Equal((0, 2), await book.CountAsync(Cancellation));

        Target.Answer = null;
        Assert.Equal(1, await book.DismissAsync([dead[1].Id], Cancellation));
        Assert.Equal(1, await book.ResendAsync([dead[0].Id], Cancellation));
        await Store.PassAsync();
        Assert.Equal([DeliveryState.Sent, DeliveryState.Dismissed], (await Store.DeliveriesAsync()).Select(d => d.State));
        Assert.Equal(dead[0].Key, Assert.Single(Target.Messages).Key);
    }

    [Fact]
    public async Task Failing_IsTriedAgainEverMoreSeldom_AndNoSoonerThanAsked()
    {
        await RouteAsync();
        var times = new List<DateTimeOffset>();
        Target.Answer = (context, number) =>
        {
            times.Add(Store.Time.GetUtcNow());
            context.Response.StatusCode = number == 3 ? 429 : 500;
            context.Response.Headers["Retry-After"] = "600";
            return Task.CompletedTask;
        };
        await Store.OpenAlertAsync("ATM-1");
        await Store.RunAsync(TimeSpan.FromHours(6), TimeSpan.FromSeconds(20));

        Assert.Equal((DeliveryState.Dead, 20), (Assert.Single(await Store.DeliveriesAsync()).State, times.Count));
        var pauses = times.Zip(times.Skip(1), (a, b) => (b - a).TotalSeconds).ToList();
        Assert.True(pauses[2] >= 600, $"It came after {pauses[2]} s.");
        Assert.All(pauses, p => Assert.InRange(p, 5, (15 * 60 * 1.25) + 20));
        Assert.True(pauses[^1] >= 900);
    }

    [Fact]
    public async Task Storm_Of128BranchesAtOnce_IsABoundedNumberOfMessagesThatNameAll()
    {
        await RouteAsync(r => r with { Grouping = RouteGrouping.Branch });
        var now = Store.Time.GetUtcNow();
        await Store.OpenAlertsAsync([.. Enumerable.Range(1, 128).Select(n => Incident(n, now))]);
        await Store.RunAsync(TimeSpan.FromMinutes(9));

        Assert.Equal(20, Target.Requests.Count);
        var last = Target.Requests.Single(r => (int)r.Body["more"]! > 0).Body;
        Assert.Equal((109, "109 more: 109 critical"), ((int)last["more"]!, (string?)last["more_words"]));
        Assert.Contains("router + 21 devices", (string?)Target.Requests[0].Body["headline"], StringComparison.Ordinal);

        await Store.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal(20, Target.Requests.Count);
        await using var db = Store.Open();
        Assert.All(await db.Set<AlertRow>().ToListAsync(Cancellation), a => Assert.NotNull(a.HandedOverAt));

        foreach (var alert in await db.Set<AlertRow>().AsNoTracking().ToListAsync(Cancellation))
        {
            await Store.CloseAsync(alert, "22 of 22 back");
        }

        await Store.RunAsync(TimeSpan.FromMinutes(9));
        Assert.Equal(40, Target.Requests.Count);
        Assert.Contains("109 over", (string?)Target.Requests.Last(r => (int)r.Body["more"]! > 0).Body["more_words"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Escalation_AndReminders_StopWithTheAcknowledgement()
    {
        await using var boss = new WebhookTarget();
        var to = await Store.WebhookAsync(boss, "boss");
        await RouteAsync(r => r with { RemindEvery = TimeSpan.FromMinutes(30), EscalateAfter = TimeSpan.FromMinutes(15), EscalateTo = to });
        var (quiet, seen) = (await Store.OpenAlertAsync("quiet"), await Store.OpenAlertAsync("seen"));
        await Store.RunAsync(TimeSpan.FromMinutes(5));
        await Store.HappenAsync(seen, AlertEventKind.Acknowledged, a => (a.AcknowledgedBy, a.AcknowledgedAt) = ("nino", Store.Time.GetUtcNow()));
        await Store.RunAsync(TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(1));
        await Store.CloseAsync(quiet);
        await Store.CloseAsync(seen);
        await Store.RunAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(
            ["[High] quiet is down", "[High] seen is down", "[Reminder, high] quiet is down", "[Reminder, high] quiet is down", "[Reminder, high] quiet is down", "[Over] over: quiet is down", "[Over] over: seen is down"],
            Target.Headlines.Take(2).Order().Concat(Target.Headlines.Skip(2).Take(3)).Concat(Target.Headlines.Skip(5).Order()));
        Assert.Equal(["[Nobody has acknowledged it, high] quiet is down", "[Over] over: quiet is down"], boss.Headlines);
    }

    private static AlertRow Incident(int number, DateTimeOffset now)
    {
        var alert = NotifyStore.NewAlert($"Branch {number}", now);
        (alert.SubjectKind, alert.Kind, alert.Severity, alert.Branch, alert.Ip, alert.DeviceType) = (AlertSubjectKind.Branch, AlertKind.Branch, AlertSeverity.Critical, alert.Name, "", "");
        alert.Message = $"{alert.Name} offline: router + 21 devices";
        alert.Members = StoredJson.Write(Enumerable.Range(1, 22).Select(n => new AlertMember(Guid.CreateVersion7(), $"device {n}", n == 1 ? MemberRole.Cause : MemberRole.Away, now, null)));
        return alert;
    }
}
