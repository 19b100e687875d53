using Microsoft.EntityFrameworkCore;
using WardOps.Core.Notifications.Dispatching;
using WardOps.Core.Storage;

namespace WardOps.Core.Notifications.Sending;

/// <summary>What was sent and what was not, for people: to look at, to send again, to dismiss.</summary>
public sealed class DeliveryBook(IDbContextFactory<WardOpsDbContext> contexts, NotificationMeters meters, TimeProvider time)
{
    internal Action? Resent { get; set; }

    /// <summary>Dead letters first, then the newest.</summary>
    /// <param name="state">Only of this state; null for all.</param>
    /// <param name="skip">How many to leave out.</param>
    /// <param name="take">1 to 500.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<(IReadOnlyList<DeliveryItem> Items, int Total)> ListAsync(DeliveryState? state, int skip, int take, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var rows = db.Set<DeliveryRow>().AsNoTracking().Where(d => state == null || d.State == state);
            var items = await rows.OrderByDescending(d => d.State == DeliveryState.Dead).ThenByDescending(d => d.Id).Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 500))
                .Select(d => new DeliveryItem(d.Id, d.Key, d.RouteName, d.ChannelName, d.Headline, d.Severity, d.State, d.Attempts, d.CreatedAt, d.DueAt, d.SentAt, d.LastError))
                .ToListAsync(cancellation).ConfigureAwait(false);
            return (items, await rows.CountAsync(cancellation).ConfigureAwait(false));
        }
    }

    /// <summary>What was told of an alert, the oldest first: for its page and its evidence.</summary>
    public async Task<IReadOnlyList<DeliveryItem>> OfAlertAsync(Guid alert, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.Set<DeliveryRow>().AsNoTracking()
                .Where(d => db.Set<NotificationLine>().Any(l => l.AlertId == alert && l.DeliveryId == d.Id)).OrderBy(d => d.Id)
                .Select(d => new DeliveryItem(d.Id, d.Key, d.RouteName, d.ChannelName, d.Headline, d.Severity, d.State, d.Attempts, d.CreatedAt, d.DueAt, d.SentAt, d.LastError))
                .ToListAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>How many wait or are under way, how many are dead.</summary>
    public async Task<(int Waiting, int Dead)> CountAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var waiting = await db.Set<DeliveryRow>().CountAsync(d => d.State == DeliveryState.Waiting || d.State == DeliveryState.Claimed, cancellation).ConfigureAwait(false);
            var dead = await db.Set<DeliveryRow>().CountAsync(d => d.State == DeliveryState.Dead, cancellation).ConfigureAwait(false);
            meters.Standing(waiting, dead);
            return (waiting, dead);
        }
    }

    /// <summary>Dead letters are tried again, from the first attempt on. How many.</summary>
    public async Task<int> ResendAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var now = time.GetUtcNow();
            var count = await db.Set<DeliveryRow>().Where(d => ids.Contains(d.Id) && (d.State == DeliveryState.Dead || d.State == DeliveryState.Dismissed))
                .ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeliveryState.Waiting).SetProperty(x => x.Attempts, 0).SetProperty(x => x.DueAt, now), cancellation).ConfigureAwait(false);
            Resent?.Invoke();
            return count;
        }
    }

    /// <summary>Dead letters that do not matter any more. How many.</summary>
    public async Task<int> DismissAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.Set<DeliveryRow>().Where(d => ids.Contains(d.Id) && d.State == DeliveryState.Dead)
                .ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeliveryState.Dismissed), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Clears away what was sent or dismissed before then. Of alerts that are open the lines stay: they say who has to be told of their end.</summary>
    internal async Task ClearAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            await db.Set<DeliveryRow>().Where(d => d.CreatedAt < before && (d.State == DeliveryState.Sent || d.State == DeliveryState.Dismissed))
                .ExecuteDeleteAsync(cancellation).ConfigureAwait(false);
        }
    }
}
