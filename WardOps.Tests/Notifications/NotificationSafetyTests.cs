using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Alerts;
using WardOps.Core.Notifications;
using WardOps.Core.Notifications.Dispatching;
using WardOps.Core.Notifications.Routes;
using WardOps.Core.Notifications.Sending;

namespace WardOps.Tests.Notifications;

/// <summary>Nothing is lost and nothing is doubled, whatever dies, hangs or is away, on either database.</summary>
public abstract class NotificationSafetyTests : NotificationRun
{
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
        var one = await Store.OpenAlertAsync("one");
        await Store.OpenAlertAsync("two");
        var deaths = 0;
        Store.Faults.Reached = at =>
        {
            if (at == step)
            {
                deaths++;
                throw new InvalidOperationException("killed");
            }
        };
        await DieAsync();
        Store.Time.Advance(TimeSpan.FromSeconds(11));
        await DieAsync();
        Assert.True(deaths > 0);

        Store.Restart();
        await Store.RunAsync(TimeSpan.FromMinutes(5));
        await Store.CloseAsync(one);
        await Store.RunAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(3, Target.Messages.Count);   // two problems and one end, each once
        Assert.Equal(step == NotificationStep.Sent || step == NotificationStep.MarkWritten, Target.Requests.Count > 3);   // only then it was sent and that was not known
        Assert.Equal(["one is down", "over: one is down", "two is down"], Target.Messages.Values.Select(m => (string)m["alerts"]![0]!["text"]!).Order());
        Assert.All(await Store.DeliveriesAsync(), d => Assert.Equal(DeliveryState.Sent, d.State));

        async Task DieAsync()
        {
            try
            {
                await Store.PassAsync();
            }
            catch (InvalidOperationException)
            {
                // It is dead.
            }
        }
    }

    [Fact]
    public async Task Loops_AtASignal_TellWithoutAPoll()
    {
        await RouteAsync(r => r with { GroupWait = TimeSpan.Zero });
        var (dispatcher, sender) = (Store.Get<NotificationDispatcher>(), Store.Get<NotificationSender>());
        await dispatcher.StartAsync(Cancellation);   // on a clock that stands still: nothing but signals moves it
        await sender.StartAsync(Cancellation);
        await Integration.Eventually.TrueAsync(() => Store.Get<DispatchState>().LastPass is not null);
        await Store.OpenAlertAsync("ATM-1");
        Store.Get<AlertSignal>().Set();

        await Integration.Eventually.TrueAsync(() => Target.Messages.Count == 1);
        await dispatcher.StopAsync(CancellationToken.None);
        await sender.StopAsync(CancellationToken.None);
        Assert.Equal(DeliveryState.Sent, Assert.Single(await Store.DeliveriesAsync()).State);   // what was under way came to its end
    }

    [Fact]
    public async Task Store_ThatIsBroken_IsSaid_AndWhatWaitedIsToldOnceAfterwards()
    {
        await RouteAsync(r => r with { GroupWait = TimeSpan.Zero });
        var (dispatcher, sender, state) = (Store.Get<NotificationDispatcher>(), Store.Get<NotificationSender>(), Store.Get<DispatchState>());
        await dispatcher.StartAsync(Cancellation);
        await sender.StartAsync(Cancellation);
        await using (var db = Store.Open())
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE notification_lines RENAME TO away", Cancellation);
        }

        await Store.OpenAlertAsync("ATM-1");
        await Integration.Eventually.TrueAsync(() =>
        {
            Store.Time.Advance(TimeSpan.FromSeconds(10));
            return state.Problem is not null;
        });
        Assert.Contains("notification_lines", state.Problem, StringComparison.Ordinal);
        await using (var db = Store.Open())
        {
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE away RENAME TO notification_lines", Cancellation);
        }

        await Integration.Eventually.TrueAsync(() =>
        {
            Store.Time.Advance(TimeSpan.FromSeconds(10));
            return Target.Messages.Count == 1;
        });
        await dispatcher.StopAsync(CancellationToken.None);
        await sender.StopAsync(CancellationToken.None);
        Assert.Null(state.Problem);
        Assert.Single(Target.Requests);
    }

    [Fact]
    public async Task Restart_InTheGroupWait_LosesNothing()
    {
        await RouteAsync(r => r with { Grouping = RouteGrouping.All, GroupWait = TimeSpan.FromMinutes(1) });
        await Store.OpenAlertAsync("one");
        await Store.PassAsync();
        Store.Time.Advance(TimeSpan.FromSeconds(30));
        Store.Restart();
        await Store.OpenAlertAsync("two");
        await Store.PassAsync();
        Assert.Empty(Target.Requests);
        Store.Time.Advance(TimeSpan.FromSeconds(31));
        Store.Restart();
        await Store.PassAsync();

        var message = Assert.Single(Target.Messages).Value;
        Assert.Equal("[High] 2 alerts in Batumi: 2 high", (string?)message["headline"]);
    }

    [Fact]
    public async Task TwoProcesses_AtOnce_SendEachMessageOnce()
    {
        await RouteAsync(r => r with { RateLimit = 1000 });
        await Store.OpenAlertsAsync([.. Enumerable.Range(1, 40).Select(n => NotifyStore.NewAlert($"device {n}", Store.Time.GetUtcNow()))]);
        var others = new[] { Store.Another(), Store.Another(), Store.Another() };
        Target.Answer = async (_, _) => await Task.Delay(5, Cancellation);

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
            Store.Time.Advance(TimeSpan.FromSeconds(11));
        }

        Assert.Equal(40, Target.Requests.Select(r => r.Key).Distinct().Count());
        Assert.Equal(40, Target.Requests.Count);
        Assert.True(Target.MostAtOnce > 1);
    }

    [Fact]
    public async Task SlowChannel_HoldsUpNobodyElse()
    {
        await using var slow = new WebhookTarget();
        using var release = new SemaphoreSlim(0);
        slow.Answer = (_, _) => release.WaitAsync(Cancellation);
        await RouteAsync();
        await RouteAsync(r => r with { Name = "slow" }, await Store.WebhookAsync(slow, "slow"));
        await Store.OpenAlertsAsync([.. Enumerable.Range(1, 9).Select(n => NotifyStore.NewAlert($"device {n}", Store.Time.GetUtcNow()))]);
        await Store.Get<NotificationDispatcher>().PassAsync(Cancellation);
        Store.Time.Advance(TimeSpan.FromSeconds(11));
        await Store.Get<NotificationDispatcher>().PassAsync(Cancellation);

        var sending = Store.Get<NotificationSender>();
        await sending.StartAsync(Cancellation);
        await Integration.Eventually.TrueAsync(() =>
        {
            Store.Time.Advance(TimeSpan.FromSeconds(2.1));
            return Target.Messages.Count == 9 && slow.Requests.Count >= 4;
        });
        Assert.Equal(4, slow.MostAtOnce);
        release.Release(100);
        await sending.StopAsync(CancellationToken.None);
    }
}
