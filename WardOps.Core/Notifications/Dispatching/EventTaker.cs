using Microsoft.EntityFrameworkCore;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Devices;
using WardOps.Core.Notifications.Messages;
using WardOps.Core.Notifications.Routes;
using WardOps.Core.Storage;

namespace WardOps.Core.Notifications.Dispatching;

/// <summary>
/// Takes what waits in the outbox: in one transaction the events are marked as taken and each becomes a line of every route that tells it.
/// The identity of a line is its event, so two that take at once cannot both be right.
/// </summary>
internal sealed class EventTaker(IDbContextFactory<WardOpsDbContext> contexts, DeviceCatalog catalog, FaultPoints faults, TimeProvider time)
{
    /// <summary>Events in one transaction.</summary>
    public const int Batch = 500;

    /// <summary>How many were taken; 0 if nothing waits.</summary>
    public async Task<int> TakeAsync(CancellationToken cancellation)
    {
        var db = await contexts.CreateDbContextAsync(cancellation).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (!await db.Set<AlertEventRow>().AnyAsync(e => e.IsWaiting, cancellation).ConfigureAwait(false))
            {
                return 0;
            }

            var transaction = await db.Database.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var events = await db.Set<AlertEventRow>().Where(e => e.IsWaiting).OrderBy(e => e.At).ThenBy(e => e.AlertId).ThenBy(e => e.Number).Take(Batch)
                    .ToListAsync(cancellation).ConfigureAwait(false);
                faults.At(NotificationStep.EventsRead);
                await TakeAsync(db, events, cancellation).ConfigureAwait(false);
                await db.SaveChangesAsync(cancellation).ConfigureAwait(false);
                faults.At(NotificationStep.LinesWritten);
                await transaction.CommitAsync(cancellation).ConfigureAwait(false);
                faults.At(NotificationStep.LinesCommitted);
                return events.Count;
            }
        }
    }

    private async Task TakeAsync(WardOpsDbContext db, List<AlertEventRow> events, CancellationToken cancellation)
    {
        var ids = events.Select(e => e.AlertId).Distinct().ToList();
        var alerts = await db.Set<AlertRow>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellation).ConfigureAwait(false);
        var told = (await db.Set<NotificationLine>().AsNoTracking().Where(l => ids.Contains(l.AlertId))
            .Select(l => new { l.AlertId, l.RouteId, l.ChannelId, l.GroupKey }).Distinct().ToListAsync(cancellation).ConfigureAwait(false))
            .ToDictionary(l => (l.AlertId, l.RouteId, l.ChannelId), l => l.GroupKey);
        var routes = await RouteStore.AllAsync(db, cancellation).ConfigureAwait(false);
        var devices = catalog.Current;
        var now = time.GetUtcNow();
        foreach (var happened in events)
        {
            happened.IsWaiting = false;
            if (!alerts.TryGetValue(happened.AlertId, out var alert) || What(happened.Kind) is not { } what)
            {
                continue;
            }

            var concern = new AlertConcern(alert, devices);
            foreach (var route in routes)
            {
                var fits = concern.Fits(route, happened.Severity);
                foreach (var (channel, group) in Places(route, what, alert, concern, fits, told))
                {
                    told[(alert.Id, route.Id, channel)] = group;
                    db.Add(new NotificationLine
                    {
                        RouteId = route.Id, ChannelId = channel, AlertId = alert.Id, Key = FormattableString.Invariant($"event:{happened.Number}"), What = what,
                        Severity = happened.Severity, GroupKey = group, At = happened.At, TakenAt = now, Text = happened.Text, By = happened.By,
                    });
                }

                if (fits && route.IsLast && what is (Telling.Opened or Telling.Worse))   // an end is told wherever the problem was
                {
                    break;
                }
            }
        }
    }

    /// <summary>Over which channels of a route it is told: a problem over its own, its end wherever the problem was told or waits to be.</summary>
    private static List<(Guid Channel, string Group)> Places(
        NotificationRoute route, Telling what, AlertRow alert, AlertConcern concern, bool fits, Dictionary<(Guid Alert, Guid Route, Guid Channel), string> told)
    {
        if (what is Telling.Opened or Telling.Worse)
        {
            // The group of an alert stays: a device that was moved meanwhile still belongs to what was told of it.
            return fits ? [(route.ChannelId, told.GetValueOrDefault((alert.Id, route.Id, route.ChannelId)) ?? concern.Group(route.Grouping))] : [];
        }

        return what == Telling.Acknowledged && !route.TellAcknowledged
            ? []
            : [.. told.Where(t => t.Key.Alert == alert.Id && t.Key.Route == route.Id).Select(t => (t.Key.Channel, t.Value))];
    }

    /// <summary>Null for what is in the timeline and no news: that it became milder, comments, assignments.</summary>
    private static Telling? What(AlertEventKind kind) => kind switch
    {
        AlertEventKind.Opened => Telling.Opened,
        AlertEventKind.Worse => Telling.Worse,
        AlertEventKind.Closed => Telling.Closed,
        AlertEventKind.Acknowledged => Telling.Acknowledged,
        _ => null,
    };
}
