using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Notifications;
using WardOps.Core.Notifications.Dispatching;
using WardOps.Core.Notifications.Routes;
using WardOps.Core.Notifications.Sending;

namespace WardOps.Tests.Notifications;

/// <summary>From an event in the outbox to a webhook that honours its idempotency key, on either database.</summary>
public abstract class NotificationFlowTests : IAsyncLifetime
{
    private readonly WebhookTarget _target = new();
    private NotifyStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await CreateAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _store.DisposeAsync();
        await _target.DisposeAsync();
    }

    private protected abstract Task<NotifyStore> CreateAsync();

    [Fact]
    public async Task Opened_AfterTheGroupWait_IsToldOnceWithAllThatIsKnown()
    {
        await RouteAsync();
        var alert = await _store.OpenAlertAsync("ATM-3 \"<b>\" ბათუმი");

        await _store.PassAsync();
        Assert.Empty(_target.Messages);   // it waits for others
        await _store.RunAsync(TimeSpan.FromMinutes(20));

        var body = Assert.Single(_target.Requests).Body;
        Assert.Equal("[High] ATM-3 \"<b>\" ბათუმი is down", (string?)body["headline"]);
        var told = body["alerts"]![0]!;
        Assert.Equal(
            (alert.Id.ToString(), "opened", "down", "high", "10.1.2.3", "Batumi"),
            ((string?)told["id"], (string?)told["what"], (string?)told["kind"], (string?)told["severity"], (string?)told["ip"], (string?)told["branch"]));
        var delivery = Assert.Single(await _store.DeliveriesAsync());
        Assert.Equal((DeliveryState.Sent, 1, delivery.Key), (delivery.State, delivery.Attempts, _target.Requests[0].Key));
        await using var db = _store.Open();
        Assert.Equal(delivery.SentAt, (await db.Set<AlertRow>().SingleAsync(Cancellation)).HandedOverAt);
        Assert.False(await db.Set<AlertEventRow>().AnyAsync(e => e.IsWaiting, Cancellation));
    }

    [Theory]
    [InlineData(NotificationStep.EventsRead)]
    [InlineData(NotificationStep.LinesWritten)]
    [InlineData(NotificationStep.LinesCommitted)]
    [InlineData(NotificationStep.DeliveriesWritten)]
    [InlineData(NotificationStep.DeliveriesCommitted)]
    [InlineData(NotificationStep.Claimed)]
    [InlineData(NotificationStep.Sent)]
    [InlineData(NotificationStep.MarkWritten)]
    [InlineData(NotificationStep.MarkCommitted)]
    internal async Task Death_AtAnyStep_LosesNothingAndDoublesNothing(NotificationStep step)
    {
        await RouteAsync();
        var one = await _store.OpenAlertAsync("one");
        await _store.OpenAlertAsync("two");
        var deaths = 0;
        _store.Faults.Reached = at =>
        {
            if (at == step)
            {
                deaths++;
                throw new InvalidOperationException("killed");
            }
        };
        await DieAsync();
        _store.Time.Advance(TimeSpan.FromSeconds(11));
        await DieAsync();
        Assert.True(deaths > 0);

        _store.Restart();
        await _store.RunAsync(TimeSpan.FromMinutes(5));
        await _store.CloseAsync(one);
        await _store.RunAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(3, _target.Messages.Count);   // two problems and one end, each once
        Assert.Equal(step == NotificationStep.Sent || step == NotificationStep.MarkWritten, _target.Requests.Count > 3);   // only then it was sent and that was not known
        Assert.Equal(["one is down", "over: one is down", "two is down"], _target.Messages.Values.Select(m => (string)m["alerts"]![0]!["text"]!).Order());
        Assert.All(await _store.DeliveriesAsync(), d => Assert.Equal(DeliveryState.Sent, d.State));

        async Task DieAsync()
        {
            try
            {
                await _store.PassAsync();
            }
            catch (InvalidOperationException)
            {
                // It is dead.
            }
        }
    }

    [Fact]
    public async Task Restart_InTheGroupWait_LosesNothing()
    {
        await RouteAsync(r => r with { Grouping = RouteGrouping.All, GroupWait = TimeSpan.FromMinutes(1) });
        await _store.OpenAlertAsync("one");
        await _store.PassAsync();
        _store.Time.Advance(TimeSpan.FromSeconds(30));
        _store.Restart();
        await _store.OpenAlertAsync("two");
        await _store.PassAsync();
        Assert.Empty(_target.Requests);
        _store.Time.Advance(TimeSpan.FromSeconds(31));
        _store.Restart();
        await _store.PassAsync();

        var message = Assert.Single(_target.Messages).Value;
        Assert.Equal("[High] 2 alerts in Batumi: 2 high", (string?)message["headline"]);
    }

    [Fact]
    public async Task TwoProcesses_AtOnce_SendEachMessageOnce()
    {
        await RouteAsync(r => r with { RateLimit = 1000 });
        await _store.OpenAlertsAsync([.. Enumerable.Range(1, 40).Select(n => NotifyStore.NewAlert($"device {n}", _store.Time.GetUtcNow()))]);
        var others = new[] { _store.Another(), _store.Another(), _store.Another() };
        _target.Answer = async (_, _) => await Task.Delay(5, Cancellation);

        for (var i = 0; i < 6; i++)
        {
            await Task.WhenAll(others.Select(o => Task.Run(async () =>
            {
                try
                {
                    await o.GetRequiredService<NotificationDispatcher>().PassAsync(Cancellation);
                }
                catch (DbUpdateException)
                {
                    // Another one was first: its pass counts.
                }

                await o.GetRequiredService<NotificationSender>().PassAsync(Cancellation);
            })));
            _store.Time.Advance(TimeSpan.FromSeconds(11));
        }

        Assert.Equal(40, _target.Requests.Select(r => r.Key).Distinct().Count());
        Assert.Equal(40, _target.Requests.Count);
        Assert.True(_target.MostAtOnce > 1);
    }

    [Fact]
    public async Task ShortTrouble_ThatIsOverBeforeItWasSent_IsOneMessageOrNone()
    {
        await RouteAsync();
        await RouteAsync(r => r with { Name = "only what stays", TellBrief = false });
        var alert = await _store.OpenAlertAsync("ATM-1");
        _store.Time.Advance(TimeSpan.FromSeconds(4));
        await _store.CloseAsync(alert);
        await _store.RunAsync(TimeSpan.FromMinutes(1));

        var told = Assert.Single(_target.Requests).Body;
        Assert.Equal("[Over already] over: ATM-1 is down", (string?)told["headline"]);
        Assert.Equal(("brief", "2026-03-02T09:59:54.000Z", "2026-03-02T10:00:03.000Z"), ((string?)told["alerts"]![0]!["what"], (string?)told["alerts"]![0]!["since"], (string?)told["alerts"]![0]!["ended_at"]));
    }

    [Fact]
    public async Task Order_OfOneGroup_IsKeptWhileTheFirstMessageFails()
    {
        await RouteAsync();
        _target.Answer = (context, number) =>
        {
            context.Response.StatusCode = number == 1 ? 503 : 200;
            return Task.CompletedTask;
        };
        var alert = await _store.OpenAlertAsync("ATM-1");
        await _store.PassAsync();
        _store.Time.Advance(TimeSpan.FromSeconds(11));
        await _store.PassAsync();
        Assert.Single(_target.Requests);
        await _store.CloseAsync(alert);
        _store.Time.Advance(TimeSpan.FromSeconds(1));
        await _store.PassAsync();
        Assert.Single(_target.Requests);   // the end of it does not overtake its beginning

        await _store.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["[High] ATM-1 is down", "[High] ATM-1 is down", "[Over] over: ATM-1 is down"], _target.Headlines);
    }

    [Fact]
    public async Task Refused_IsADeadLetter_UntilSomebodySendsItAgainOrDismissesIt()
    {
        await RouteAsync();
        _target.Answer = (context, _) =>
        {
            context.Response.StatusCode = 410;
            return Task.CompletedTask;
        };
        await _store.OpenAlertAsync("ATM-1");
        await _store.OpenAlertAsync("ATM-2");
        await _store.RunAsync(TimeSpan.FromMinutes(30));

        var dead = await _store.DeliveriesAsync();
        Assert.All(dead, d => Assert.Equal((DeliveryState.Dead, 1, "410 Gone"), (d.State, d.Attempts, d.LastError)));
        var book = _store.Get<DeliveryBook>();
        Assert.Equal((0, 2), await book.CountAsync(Cancellation));

        _target.Answer = null;
        Assert.Equal(1, await book.DismissAsync([dead[1].Id], Cancellation));
        Assert.Equal(1, await book.ResendAsync([dead[0].Id], Cancellation));
        await _store.PassAsync();
        Assert.Equal([DeliveryState.Sent, DeliveryState.Dismissed], (await _store.DeliveriesAsync()).Select(d => d.State));
        Assert.Equal(dead[0].Key, Assert.Single(_target.Messages).Key);
    }

    [Fact]
    public async Task Failing_IsTriedAgainEverMoreSeldom_AndNoSoonerThanAsked()
    {
        await RouteAsync();
        var times = new List<DateTimeOffset>();
        _target.Answer = (context, number) =>
        {
            times.Add(_store.Time.GetUtcNow());
            context.Response.StatusCode = number == 3 ? 429 : 500;
            context.Response.Headers["Retry-After"] = "600";
            return Task.CompletedTask;
        };
        await _store.OpenAlertAsync("ATM-1");
        await _store.RunAsync(TimeSpan.FromHours(6), TimeSpan.FromSeconds(20));

        Assert.Equal((DeliveryState.Dead, 20), (Assert.Single(await _store.DeliveriesAsync()).State, times.Count));
        var pauses = times.Zip(times.Skip(1), (a, b) => (b - a).TotalSeconds).ToList();
        Assert.True(pauses[2] >= 600, $"It came after {pauses[2]} s.");
        Assert.All(pauses, p => Assert.InRange(p, 5, (15 * 60 * 1.25) + 20));
        Assert.True(pauses[^1] >= 900);
    }

    [Fact]
    public async Task Storm_Of128BranchesAtOnce_IsABoundedNumberOfMessagesThatNameAll()
    {
        await RouteAsync(r => r with { Grouping = RouteGrouping.Branch });
        var now = _store.Time.GetUtcNow();
        await _store.OpenAlertsAsync([.. Enumerable.Range(1, 128).Select(n => Incident(n, now))]);
        await _store.RunAsync(TimeSpan.FromMinutes(9));

        Assert.Equal(20, _target.Requests.Count);
        var last = _target.Requests.Single(r => (int)r.Body["more"]! > 0).Body;
        Assert.Equal((109, "109 more: 109 critical"), ((int)last["more"]!, (string?)last["more_words"]));
        Assert.Contains("router + 21 devices", (string?)_target.Requests[0].Body["headline"], StringComparison.Ordinal);

        await _store.RunAsync(TimeSpan.FromHours(1));
        Assert.Equal(20, _target.Requests.Count);
        await using var db = _store.Open();
        Assert.All(await db.Set<AlertRow>().ToListAsync(Cancellation), a => Assert.NotNull(a.HandedOverAt));

        foreach (var alert in await db.Set<AlertRow>().AsNoTracking().ToListAsync(Cancellation))
        {
            await _store.CloseAsync(alert, "22 of 22 back");
        }

        await _store.RunAsync(TimeSpan.FromMinutes(9));
        Assert.Equal(40, _target.Requests.Count);
        Assert.Contains("109 over", (string?)_target.Requests.Last(r => (int)r.Body["more"]! > 0).Body["more_words"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Escalation_AndReminders_StopWithTheAcknowledgement()
    {
        await using var boss = new WebhookTarget();
        var to = await _store.WebhookAsync(boss, "boss");
        await RouteAsync(r => r with { RemindEvery = TimeSpan.FromMinutes(30), EscalateAfter = TimeSpan.FromMinutes(15), EscalateTo = to });
        var (quiet, seen) = (await _store.OpenAlertAsync("quiet"), await _store.OpenAlertAsync("seen"));
        await _store.RunAsync(TimeSpan.FromMinutes(5));
        await _store.HappenAsync(seen, AlertEventKind.Acknowledged, a => (a.AcknowledgedBy, a.AcknowledgedAt) = ("nino", _store.Time.GetUtcNow()));
        await _store.RunAsync(TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(1));
        await _store.CloseAsync(quiet);
        await _store.CloseAsync(seen);
        await _store.RunAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(
            ["[High] quiet is down", "[High] seen is down", "[Reminder, high] quiet is down", "[Reminder, high] quiet is down", "[Reminder, high] quiet is down", "[Over] over: quiet is down", "[Over] over: seen is down"],
            _target.Headlines.Take(2).Order().Concat(_target.Headlines.Skip(2).Take(3)).Concat(_target.Headlines.Skip(5).Order()));
        Assert.Equal(["[Nobody has acknowledged it, high] quiet is down", "[Over] over: quiet is down"], boss.Headlines);
    }

    [Fact]
    public async Task SlowChannel_HoldsUpNobodyElse()
    {
        await using var slow = new WebhookTarget();
        using var release = new SemaphoreSlim(0);
        slow.Answer = (_, _) => release.WaitAsync(Cancellation);
        await RouteAsync();
        await RouteAsync(r => r with { Name = "slow" }, await _store.WebhookAsync(slow, "slow"));
        await _store.OpenAlertsAsync([.. Enumerable.Range(1, 9).Select(n => NotifyStore.NewAlert($"device {n}", _store.Time.GetUtcNow()))]);
        await _store.Get<NotificationDispatcher>().PassAsync(Cancellation);
        _store.Time.Advance(TimeSpan.FromSeconds(11));
        await _store.Get<NotificationDispatcher>().PassAsync(Cancellation);

        var sending = _store.Get<NotificationSender>();
        await sending.StartAsync(Cancellation);
        await Integration.Eventually.TrueAsync(() =>
        {
            _store.Time.Advance(TimeSpan.FromSeconds(2.1));
            return _target.Messages.Count == 9 && slow.Requests.Count >= 4;
        });
        Assert.Equal(4, slow.MostAtOnce);
        release.Release(100);
        await sending.StopAsync(CancellationToken.None);
    }

    private static AlertRow Incident(int number, DateTimeOffset now)
    {
        var alert = NotifyStore.NewAlert($"Branch {number}", now);
        (alert.SubjectKind, alert.Kind, alert.Severity, alert.Branch, alert.Ip, alert.DeviceType) = (AlertSubjectKind.Branch, AlertKind.Branch, AlertSeverity.Critical, alert.Name, "", "");
        alert.Message = $"{alert.Name} offline: router + 21 devices";
        alert.Members = StoredJson.Write(Enumerable.Range(1, 22).Select(n => new AlertMember(Guid.CreateVersion7(), $"device {n}", n == 1 ? MemberRole.Cause : MemberRole.Away, now, null)));
        return alert;
    }

    private async Task<Guid> RouteAsync(Func<NotificationRoute, NotificationRoute>? more = null, Guid? channel = null)
    {
        var route = new NotificationRoute { Name = "all", ChannelId = channel ?? await HookAsync(), Grouping = RouteGrouping.None, MinSeverity = AlertSeverity.Info };
        return await _store.RouteAsync(more?.Invoke(route) ?? route);
    }

    private async Task<Guid> HookAsync()
    {
        await using var db = _store.Open();
        return (await db.Set<Core.Notifications.Channels.ChannelRow>().FirstOrDefaultAsync(c => c.NameKey == "HOOK", Cancellation))?.Id ?? await _store.WebhookAsync(_target);
    }
}
