using Microsoft.EntityFrameworkCore;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Notifications.Dispatching;
using WardOps.Core.Storage;

namespace WardOps.Core.Notifications.Sending;

/// <summary>The deliveries as a queue that several may read: whoever claims one has it until its lease runs out.</summary>
internal sealed class DeliveryQueue(IDbContextFactory<WardOpsDbContext> contexts, StoreProvider provider, FaultPoints faults)
{
    // One statement, so it is one transaction. Of one route and group nothing overtakes: "Up" before "Down" would be the wrong news. A message
    // that sums groups up ('*') keeps its place among all of its route.
    private const string Claim = """
        UPDATE notification_deliveries SET state = 'Claimed', claimed_by = {0}, claimed_until = {1}, attempts = attempts + 1
        WHERE id IN (
            SELECT d.id FROM notification_deliveries d
            WHERE d.channel_id = {2} AND d.state IN ('Waiting', 'Claimed') AND ((d.state = 'Waiting' AND d.due_at <= {3}) OR (d.state = 'Claimed' AND d.claimed_until < {3}))
              AND NOT EXISTS (
                SELECT 1 FROM notification_deliveries e
                WHERE e.channel_id = d.channel_id AND e.route_id = d.route_id AND e.id < d.id AND e.state IN ('Waiting', 'Claimed')
                  AND (e.group_key = d.group_key OR e.group_key = '*' OR d.group_key = '*'))
            ORDER BY d.id LIMIT {4} LOCK)
        RETURNING *
        """;

    private readonly string _claim = Claim.Replace(" LOCK", provider.IsSqlite ? "" : " FOR UPDATE SKIP LOCKED", StringComparison.Ordinal);

    /// <summary>Channels that have something to send now.</summary>
    public async Task<IReadOnlyList<Guid>> DueChannelsAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.Set<DeliveryRow>()
                .Where(d => d.State == DeliveryState.Waiting || d.State == DeliveryState.Claimed)   // in the words of the partial index
                .Where(d => (d.State == DeliveryState.Waiting && d.DueAt <= now) || (d.State == DeliveryState.Claimed && d.ClaimedUntil < now))
                .Select(d => d.ChannelId).Distinct().ToListAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Takes at most so many of a channel.</summary>
    public async Task<IReadOnlyList<DeliveryRow>> ClaimAsync(Guid channel, int most, string by, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var rows = await db.Set<DeliveryRow>().FromSqlRaw(_claim, by, Stored(now + lease), channel, Stored(now), most).AsNoTracking().ToListAsync(cancellation).ConfigureAwait(false);
            if (rows.Count > 0)
            {
                faults.At(NotificationStep.Claimed);
            }

            return [.. rows.OrderBy(r => r.Id)];
        }
    }

    /// <summary>
    /// It was sent: written with when its alerts were first handed over, in one transaction. For how long each of these was open by then;
    /// empty if somebody else has it by now.
    /// </summary>
    public async Task<IReadOnlyList<TimeSpan>> SentAsync(DeliveryRow delivery, string words, DateTimeOffset at, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var transaction = await db.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var mine = await Mine(db, delivery).ExecuteUpdateAsync(
                    d => d.SetProperty(x => x.State, DeliveryState.Sent).SetProperty(x => x.SentAt, at).SetProperty(x => x.LastError, Cut(words))
                        .SetProperty(x => x.ClaimedBy, (string?)null).SetProperty(x => x.ClaimedUntil, (DateTimeOffset?)null),
                    cancellation).ConfigureAwait(false);
                if (mine == 0)
                {
                    return [];
                }

                var first = db.Set<AlertRow>().Where(a => a.HandedOverAt == null && db.Set<NotificationLine>().Any(l => l.DeliveryId == delivery.Id && l.AlertId == a.Id));
                var opened = await first.Select(a => a.OpenedAt).ToListAsync(cancellation).ConfigureAwait(false);
                await first.ExecuteUpdateAsync(a => a.SetProperty(x => x.HandedOverAt, at), cancellation).ConfigureAwait(false);
                faults.At(NotificationStep.MarkWritten);
                await transaction.CommitAsync(cancellation).ConfigureAwait(false);
                faults.At(NotificationStep.MarkCommitted);
                return [.. opened.Select(o => at - o)];
            }
        }
    }

    /// <summary>It was not sent: it waits until then, or is dead if there is no then.</summary>
    public async Task FailedAsync(DeliveryRow delivery, string words, DateTimeOffset? again, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var state = again is null ? DeliveryState.Dead : DeliveryState.Waiting;
            await Mine(db, delivery).ExecuteUpdateAsync(
                d => d.SetProperty(x => x.State, state).SetProperty(x => x.DueAt, x => again ?? x.DueAt).SetProperty(x => x.LastError, Cut(words))
                    .SetProperty(x => x.ClaimedBy, (string?)null).SetProperty(x => x.ClaimedUntil, (DateTimeOffset?)null),
                cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The channel is gone: what is to be sent over it is dead.</summary>
    public async Task AbandonAsync(Guid channel, CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            await db.Set<DeliveryRow>().Where(d => d.ChannelId == channel && (d.State == DeliveryState.Waiting || d.State == DeliveryState.Claimed))
                .ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeliveryState.Dead).SetProperty(x => x.LastError, "The channel was removed."), cancellation)
                .ConfigureAwait(false);
        }
    }

    private static IQueryable<DeliveryRow> Mine(WardOpsDbContext db, DeliveryRow delivery)
        => db.Set<DeliveryRow>().Where(d => d.Id == delivery.Id && d.State == DeliveryState.Claimed && d.ClaimedBy == delivery.ClaimedBy && d.Attempts == delivery.Attempts);

    private static string Cut(string words) => words.Length > 1000 ? words[..1000] : words;

    private object Stored(DateTimeOffset time) => provider.IsSqlite ? UnixMicroseconds.From(time) : time.ToUniversalTime();
}
