using Microsoft.EntityFrameworkCore;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Messages;
using WardOps.Core.Notifications.Routes;
using WardOps.Core.Storage;

namespace WardOps.Core.Notifications.Dispatching;

/// <summary>Adds what is due of alerts that are open and were told: reminders, escalations, and refreshes for Alertmanager.</summary>
internal sealed class Reminders(IDbContextFactory<WardOpsDbContext> contexts, TimeProvider time)
{
    /// <summary>Alertmanager holds an alert for over that does not come again; it is told three times before that.</summary>
    public static TimeSpan RefreshEvery { get; } = TimeSpan.FromHours(1);

    /// <summary>Lines added in one pass at the most; the rest come in the next one.</summary>
    private const int Most = 500;

    public async Task AddAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var managers = await db.Set<ChannelRow>().Where(c => c.Kind == ChannelKind.Alertmanager).Select(c => c.Id).ToListAsync(cancellation).ConfigureAwait(false);
            var routes = (await RouteStore.AllAsync(db, cancellation).ConfigureAwait(false))
                .Where(r => r.Enabled && (r.RemindEvery is not null || r.EscalateAfter is not null || managers.Contains(r.ChannelId))).ToDictionary(r => r.Id);
            if (routes.Count == 0)
            {
                return;
            }

            var told = await db.Set<NotificationLine>().AsNoTracking()
                .Join(db.Set<AlertRow>().Where(a => a.ClosedAt == null), l => l.AlertId, a => a.Id, (l, a) => new { Line = l, Alert = a })
                .ToListAsync(cancellation).ConfigureAwait(false);
            var now = time.GetUtcNow();
            var due = told
                .GroupBy(t => (t.Line.RouteId, t.Line.AlertId))
                .Where(t => routes.ContainsKey(t.Key.RouteId))
                .SelectMany(t => Due(routes[t.Key.RouteId], t.First().Alert, [.. t.Select(x => x.Line)], managers, now))
                .Take(Most)
                .ToList();
            if (due.Count > 0)
            {
                db.AddRange(due);
                await db.SaveChangesAsync(cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What one route owes of one open alert. Pure.</summary>
    internal static IEnumerable<NotificationLine> Due(NotificationRoute route, AlertRow alert, IReadOnlyList<NotificationLine> lines, IReadOnlyCollection<Guid> managers, DateTimeOffset now)
    {
        if (lines.Any(l => l.State == LineState.Waiting) || lines.All(l => l.State != LineState.Told))
        {
            yield break;   // what waits is told first
        }

        var isManager = managers.Contains(route.ChannelId);
        var isQuiet = alert.AcknowledgedAt is not null || (alert.SnoozedUntil is { } until && until > now);
        var own = lines.Where(l => l.ChannelId == route.ChannelId).ToList();
        var last = own.Select(l => l.TakenAt).DefaultIfEmpty(alert.OpenedAt).Max();
        if (isManager && now - last >= RefreshEvery)
        {
            yield return Line(Telling.Refresh, route.ChannelId);
        }
        else if (!isManager && !isQuiet && route.RemindEvery is { } every && now - last >= every)
        {
            yield return Line(Telling.Reminder, route.ChannelId);
        }

        // Since it was told, or since the acknowledgement was taken back: whichever is later is not known here, so the first telling counts.
        if (!isQuiet && route is { EscalateAfter: { } after, EscalateTo: { } to }
            && now - lines.Where(l => l.State == LineState.Told).Min(l => l.TakenAt) >= after
            && lines.All(l => l.ChannelId != to || l.What != Telling.Escalation || l.State == LineState.Withheld && now - l.TakenAt >= after))
        {
            yield return Line(Telling.Escalation, to);
        }

        NotificationLine Line(Telling what, Guid channel) => new()
        {
            RouteId = route.Id, ChannelId = channel, AlertId = alert.Id, What = what, Severity = alert.Severity, GroupKey = lines[0].GroupKey, At = now, TakenAt = now,
            Key = FormattableString.Invariant($"{what.ToString().ToLowerInvariant()}:{lines.Count(l => l.What == what && l.ChannelId == channel) + 1}"),
        };
    }
}
