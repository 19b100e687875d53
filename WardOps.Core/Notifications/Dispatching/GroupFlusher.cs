using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Messages;
using WardOps.Core.Notifications.Routes;
using WardOps.Core.Notifications.Sending;
using WardOps.Core.Status;
using WardOps.Core.Storage;

namespace WardOps.Core.Notifications.Dispatching;

/// <summary>Makes deliveries of the groups that are due: in one transaction the deliveries are written and their lines are told.</summary>
internal sealed class GroupFlusher(IDbContextFactory<WardOpsDbContext> contexts, StatusBoard board, FaultPoints faults, TimeProvider time)
{
    private static readonly TimeSpan s_longestInterval = TimeSpan.FromHours(24);
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(2);

    /// <summary>Lines looked at in one pass.</summary>
    private const int Most = 20_000;

    /// <summary>How many deliveries were made.</summary>
    public async Task<int> FlushAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (!await db.Set<NotificationLine>().AnyAsync(l => l.State == LineState.Waiting, cancellation).ConfigureAwait(false))
            {
                return 0;
            }

            var transaction = await db.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var plan = DispatchPlanner.Plan(await LookAsync(db, cancellation).ConfigureAwait(false));
                if (plan.Deliveries.Count == 0 && plan.Withheld.Count == 0)
                {
                    return 0;
                }

                await WriteAsync(db, plan, cancellation).ConfigureAwait(false);
                faults.At(NotificationStep.DeliveriesWritten);
                await transaction.CommitAsync(cancellation).ConfigureAwait(false);
                faults.At(NotificationStep.DeliveriesCommitted);
                return plan.Deliveries.Count;
            }
        }
    }

    /// <summary>Whether a group waits that may be due soon; one that has waited for longer waits for hours, or for room. False while the store is away.</summary>
    public async Task<bool> AnySoonAsync(CancellationToken cancellation)
    {
        try
        {
            var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
            await using (db.ConfigureAwait(false))
            {
                var from = time.GetUtcNow() - s_soon;
                return await db.Set<NotificationLine>().AnyAsync(l => l.State == LineState.Waiting && l.TakenAt > from, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return false;   // the next pass says what is wrong
        }
    }

    /// <summary>The same things told by the same route over the same channel have the same key.</summary>
    internal static string KeyOf(PlannedDelivery delivery)
    {
        var text = new StringBuilder().Append(delivery.Route.Id).Append(delivery.Channel.Id);
        foreach (var line in delivery.Lines.OrderBy(l => l.AlertId).ThenBy(l => l.Key, StringComparer.Ordinal))
        {
            text.Append('|').Append(line.AlertId).Append(':').Append(line.Key);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..40];
    }

    private async Task WriteAsync(WardOpsDbContext db, DispatchPlan plan, CancellationToken cancellation)
    {
        foreach (var line in plan.Withheld)
        {
            line.State = LineState.Withheld;
        }

        var now = time.GetUtcNow();
        var written = plan.Deliveries.Select(d => (Plan: d, Row: Row(d, now))).ToList();
        db.AddRange(written.Select(w => w.Row));
        await db.SaveChangesAsync(cancellation).ConfigureAwait(false);   // gives them their ids
        foreach (var (delivery, row) in written)
        {
            foreach (var line in delivery.Lines)
            {
                (line.State, line.DeliveryId) = (LineState.Told, row.Id);
            }
        }

        await db.SaveChangesAsync(cancellation).ConfigureAwait(false);
    }

    private static DeliveryRow Row(PlannedDelivery delivery, DateTimeOffset now) => new()
    {
        Key = KeyOf(delivery), RouteId = delivery.Route.Id, RouteName = delivery.Route.Name, ChannelId = delivery.Channel.Id, ChannelName = delivery.Channel.Name,
        GroupKey = delivery.GroupKey, Headline = delivery.Message.Headline, Severity = delivery.Message.Severity, Payload = StoredJson.Write(delivery.Message),
        CreatedAt = now, DueAt = now,
    };

    private async Task<DispatchView> LookAsync(WardOpsDbContext db, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var from = now - NotificationRoute.RateWindow;
        var lines = await db.Set<NotificationLine>().Where(l => l.State == LineState.Waiting).OrderBy(l => l.TakenAt).Take(Most).ToListAsync(cancellation).ConfigureAwait(false);
        var ids = lines.Select(l => l.AlertId).Distinct().ToList();
        var alerts = await db.Set<AlertRow>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellation).ConfigureAwait(false);
        var told = await db.Set<NotificationLine>().AsNoTracking().Where(l => l.State == LineState.Told && ids.Contains(l.AlertId))
            .Select(l => new { l.RouteId, l.ChannelId, l.AlertId }).Distinct().ToListAsync(cancellation).ConfigureAwait(false);
        var routes = lines.Select(l => l.RouteId).Distinct().ToList();
        var inWindow = await db.Set<DeliveryRow>().Where(d => routes.Contains(d.RouteId) && d.CreatedAt > from && d.CreatedAt <= now).GroupBy(d => d.RouteId)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation).ConfigureAwait(false);
        var groups = lines.Select(l => l.GroupKey).Distinct().ToList();
        var dayAgo = now - s_longestInterval;
        var last = await db.Set<DeliveryRow>().Where(d => routes.Contains(d.RouteId) && d.CreatedAt > dayAgo && groups.Contains(d.GroupKey)).GroupBy(d => new { d.RouteId, d.ChannelId, d.GroupKey })
            .Select(g => new { g.Key, At = g.Max(d => d.CreatedAt) }).ToListAsync(cancellation).ConfigureAwait(false);
        var closing = await db.Set<AlertEventRow>().Where(e => e.IsWaiting && e.Kind == AlertEventKind.Closed).Select(e => e.AlertId).ToListAsync(cancellation).ConfigureAwait(false);
        var channels = await db.Set<ChannelRow>().AsNoTracking().ToListAsync(cancellation).ConfigureAwait(false);
        return new DispatchView
        {
            Now = now,
            Routes = (await RouteStore.AllAsync(db, cancellation).ConfigureAwait(false)).ToDictionary(r => r.Id),
            Channels = channels.Select(ChannelStore.Of).ToDictionary(c => c.Id),
            Lines = lines,
            Alerts = alerts,
            Told = told.Select(t => (t.RouteId, t.ChannelId, t.AlertId)).ToHashSet(),
            LastOfGroup = last.ToDictionary(g => (g.Key.RouteId, g.Key.ChannelId, g.Key.GroupKey), g => g.At),
            InWindow = inWindow,
            ClosingSoon = closing.ToHashSet(),
            IsInMaintenance = alert => IsInMaintenance(board.Current, alert),
        };
    }

    /// <summary>A device that is worked on; a branch of which all devices of the incident are.</summary>
    private static bool IsInMaintenance(Board board, AlertRow alert)
    {
        IReadOnlyList<Guid> devices = alert.SubjectKind switch
        {
            AlertSubjectKind.Device => [alert.SubjectId],
            AlertSubjectKind.Branch => [.. MemberList.Read(alert.Members).Select(m => m.DeviceId)],
            _ => [],
        };
        return devices.Count > 0 && devices.All(id => board.Find(id) is { } state && state.Flags.HasFlag(DeviceFlags.Maintenance));
    }
}
