using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Messages;
using WardOps.Core.Notifications.Routes;

namespace WardOps.Core.Notifications.Dispatching;

/// <summary>Decides what is sent now: groups, waits, hours, rate. Pure: the same view gives the same plan.</summary>
internal static class DispatchPlanner
{
    public static DispatchPlan Plan(DispatchView view)
    {
        var deliveries = new List<PlannedDelivery>();
        var withheld = new List<NotificationLine>();
        var used = new Dictionary<Guid, int>(view.InWindow);
        foreach (var lane in view.Lines.GroupBy(l => (l.RouteId, l.ChannelId)))
        {
            if (view.Routes.GetValueOrDefault(lane.Key.RouteId) is not { Enabled: true } route || view.Channels.GetValueOrDefault(lane.Key.ChannelId) is not { Enabled: true } channel)
            {
                withheld.AddRange(lane);
                continue;
            }

            var due = new List<Ready>();
            foreach (var group in lane.GroupBy(l => l.GroupKey))
            {
                var told = group.GroupBy(l => l.AlertId).Select(alert => Tell(view, route, [.. alert.OrderBy(l => l.At)], channel.Kind == ChannelKind.Alertmanager, withheld)).OfType<AlertTold>().ToList();
                if (told.Count > 0 && IsDue(view, route, group.Key, told))
                {
                    due.Add(new Ready(group.Key, told));
                }
            }

            if (channel.Kind == ChannelKind.Alertmanager)
            {
                deliveries.AddRange(due.SelectMany(d => Whole(view, route, channel, d)));
                continue;
            }

            var room = route.RateLimit - used.GetValueOrDefault(route.Id);
            var sent = Limit(room, due);
            used[route.Id] = used.GetValueOrDefault(route.Id) + sent.Count;
            deliveries.AddRange(sent.Select(d => new PlannedDelivery(
                route,
                channel,
                d.Group,
                [.. d.Told.Concat(d.Rest).SelectMany(t => t.Lines)],
                MessageComposer.Compose(d.Told.Select(t => t.Alert), route.Name, route.Schedule.Zone, view.Now, [.. d.Rest.Select(t => t.Alert)]))));
        }

        return new DispatchPlan(deliveries, withheld);
    }

    /// <summary>One thing that is said of an alert, from all lines of it that wait; null for none now. Lines for ever untold go to <paramref name="withheld"/>.</summary>
    private static AlertTold? Tell(DispatchView view, NotificationRoute route, List<NotificationLine> lines, bool isManager, List<NotificationLine> withheld)
    {
        if (view.Alerts.GetValueOrDefault(lines[0].AlertId) is not { } alert)
        {
            withheld.AddRange(lines);
            return null;
        }

        var wasTold = view.Told.Contains((route.Id, lines[0].ChannelId, alert.Id));
        var isOpenHour = route.Schedule.Contains(view.Now);
        if (lines.Find(l => l.What == Telling.Closed) is { } closing)
        {
            // What was over before the hours began is not told then; what people were told of is ended for them at any hour.
            if (alert.End == AlertEnd.Merged && !(wasTold && isManager))
            {
                withheld.AddRange(lines);   // it is not over: another alert says it better. Who counts alerts has to forget this one
                return null;
            }

            var isTold = wasTold ? route.TellResolved : route.TellBrief && isOpenHour && !IsSnoozed(alert, closing.At) && lines.Exists(l => l.What is Telling.Opened or Telling.Worse);
            if (!isTold)
            {
                withheld.AddRange(lines);
                return null;
            }

            return new AlertTold(lines, MessageComposer.Alert(alert, wasTold ? Telling.Closed : Telling.Brief, lines.Max(l => l.Severity), closing.Text, null), false);
        }

        if (alert.ClosedAt is not null)
        {
            // Its end is on its way, or will not be told: another alert says it better.
            if (!view.ClosingSoon.Contains(alert.Id))
            {
                withheld.AddRange(lines);
            }

            return null;
        }

        var still = lines.Where(l => IsStillTrue(view, alert, l)).ToList();
        withheld.AddRange(lines.Except(still));
        if (still.Count == 0 || (!isOpenHour && still.TrueForAll(l => l.What != Telling.Refresh)))
        {
            return null;
        }

        var first = still.MinBy(l => Weight(l.What))!;
        return new AlertTold(still, MessageComposer.Alert(alert, first.What, still.Max(l => l.Severity), first.Text, first.By), first.What == Telling.Worse);
    }

    private static bool IsStillTrue(DispatchView view, AlertRow alert, NotificationLine line) => line.What switch
    {
        Telling.Refresh => true,   // to a program that decides by itself what it is silent about
        _ when IsSnoozed(alert, view.Now) => false,
        Telling.Acknowledged => alert.AcknowledgedAt is not null,
        Telling.Reminder or Telling.Escalation => alert.AcknowledgedAt is null && !view.IsInMaintenance(alert),
        _ => true,
    };

    private static bool IsSnoozed(AlertRow alert, DateTimeOffset at) => alert.SnoozedUntil is { } until && until > at;

    private static int Weight(Telling what) => what switch
    {
        Telling.Worse => 0,
        Telling.Opened => 1,
        Telling.Escalation => 2,
        Telling.Acknowledged => 3,
        Telling.Reminder => 4,
        _ => 5,
    };

    /// <summary>A group waits for others, and then for its interval; what became worse does not wait for the interval, nor does an alert that comes by itself.</summary>
    private static bool IsDue(DispatchView view, NotificationRoute route, string group, List<AlertTold> told)
    {
        var lines = told.SelectMany(t => t.Lines).ToList();
        if (view.Now < lines.Min(l => l.TakenAt) + route.GroupWait)
        {
            return false;
        }

        return route.Grouping == RouteGrouping.None
            || told.Exists(t => t.IsUrgent)
            || view.LastOfGroup.GetValueOrDefault((route.Id, lines[0].ChannelId, group), DateTimeOffset.MinValue) is var last && (last > view.Now || view.Now >= last + route.GroupInterval);
    }

    /// <summary>To a program that counts by itself each alert is told; it is the messages that have room for so many only.</summary>
    private static IEnumerable<PlannedDelivery> Whole(DispatchView view, NotificationRoute route, NotificationChannel channel, Ready due) => due.Told.Chunk(Message.MostAlerts).Select(
        told => new PlannedDelivery(route, channel, due.Group, [.. told.SelectMany(t => t.Lines)], MessageComposer.Compose(told.Select(t => t.Alert), route.Name, route.Schedule.Zone, view.Now)));

    /// <summary>As many messages as the route may send now, the worst first; the last one sums up what is left. Without room all wait.</summary>
    private static List<Ready> Limit(int room, List<Ready> due)
    {
        if (room <= 0 || due.Count == 0)
        {
            return [];
        }

        if (due.Count <= room)
        {
            return due;
        }

        var worst = due.OrderByDescending(d => d.Worst).ThenBy(d => d.First).ToList();
        return [.. worst.Take(room - 1), new Ready(PlannedDelivery.Overflow, []) { Rest = [.. worst.Skip(room - 1).SelectMany(d => d.Told)] }];
    }

    /// <param name="Lines">From which.</param>
    /// <param name="Alert">What is said.</param>
    /// <param name="IsUrgent">It does not wait for the interval.</param>
    private sealed record AlertTold(List<NotificationLine> Lines, MessageAlert Alert, bool IsUrgent);

    private sealed record Ready(string Group, List<AlertTold> Told)
    {
        public List<AlertTold> Rest { get; init; } = [];

        public (bool IsOpen, AlertSeverity Severity) Worst => Told.Max(t => (!t.Alert.IsOver, t.Alert.Severity));

        public DateTimeOffset First => Told.Min(t => t.Lines[0].At);
    }
}
