using Microsoft.EntityFrameworkCore;
using WardOps.Core.Alerts;
using WardOps.Core.Notifications.Routes;

namespace WardOps.Tests.Notifications;

/// <summary>The notifier on a store, with one webhook that honours its idempotency key.</summary>
public abstract class NotificationRun : IAsyncLifetime
{
    private protected WebhookTarget Target { get; } = new();

    private protected NotifyStore Store { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await CreateAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
        await Target.DisposeAsync();
    }

    private protected abstract Task<NotifyStore> CreateAsync();

    private protected async Task<Guid> RouteAsync(Func<NotificationRoute, NotificationRoute>? more = null, Guid? channel = null)
    {
        var route = new NotificationRoute { Name = "all", ChannelId = channel ?? await HookAsync(), Grouping = RouteGrouping.None, MinSeverity = AlertSeverity.Info };
        return await Store.RouteAsync(more?.Invoke(route) ?? route);
    }

    private async Task<Guid> HookAsync()
    {
        await using var db = Store.Open();
        return (await db.Set<Core.Notifications.Channels.ChannelRow>().FirstOrDefaultAsync(c => c.NameKey == "HOOK", Cancellation))?.Id ?? await Store.WebhookAsync(Target);
    }
}
