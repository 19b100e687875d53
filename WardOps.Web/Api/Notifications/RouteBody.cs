using System.Globalization;
using WardOps.Core.Alerts;
using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Notifications.Routes;

namespace WardOps.Web.Api.Notifications;

/// <summary>A route, as it is sent and as it comes back. What is left out is as for a new route.</summary>
internal sealed record RouteBody(
    Guid? Id, string? Name, int? Order, bool? Enabled, Guid? ChannelId, string? MinSeverity, IReadOnlyList<string?>? Kinds, string? ScopeKind, IReadOnlyList<string?>? ScopeValues,
    IReadOnlyList<Guid>? RuleIds, string? Zone, IReadOnlyList<RouteHoursBody?>? Hours, string? Grouping, double? GroupWaitSeconds, double? GroupIntervalSeconds, int? RateLimit,
    bool? TellResolved, bool? TellBrief, bool? TellAcknowledged, double? RemindEverySeconds, double? EscalateAfterSeconds, Guid? EscalateTo, bool? IsLast)
{
    public static RouteBody Of(NotificationRoute route) => new(
        route.Id, route.Name, route.Order, route.Enabled, route.ChannelId, WireWords.Of(route.MinSeverity), [.. route.Kinds.Select(WireWords.Of)],
        WireWords.Of(route.Scope.Kind), [.. route.Scope.Values], route.RuleIds, route.Schedule.Zone, [.. route.Schedule.Hours.Select(Hour)], WireWords.Of(route.Grouping),
        route.GroupWait.TotalSeconds, route.GroupInterval.TotalSeconds, route.RateLimit, route.TellResolved, route.TellBrief, route.TellAcknowledged,
        route.RemindEvery?.TotalSeconds, route.EscalateAfter?.TotalSeconds, route.EscalateTo, route.IsLast);

    public NotificationRoute ToRoute(List<string> faults)
    {
        var usual = new NotificationRoute { Name = Name ?? "", ChannelId = ChannelId ?? Guid.Empty };
        return usual with
        {
            Order = Order ?? 0,
            Enabled = Enabled ?? true,
            MinSeverity = WireWords.Read(MinSeverity, usual.MinSeverity, "min_severity", faults),
            Kinds = [.. (Kinds ?? []).OfType<string>().Select(k => WireWords.Read(k, AlertKind.Down, "kinds", faults)).Distinct()],
            Scope = new DeviceScope(WireWords.Read(ScopeKind, Core.Devices.Scopes.ScopeKind.All, "scope_kind", faults), [.. (ScopeValues ?? []).OfType<string>()]),
            RuleIds = [.. RuleIds ?? []],
            Schedule = new WeeklySchedule(Zone ?? "UTC", [.. (Hours ?? []).OfType<RouteHoursBody>().Select(h => Hour(h, faults))]),
            Grouping = WireWords.Read(Grouping, usual.Grouping, "grouping", faults),
            GroupWait = Span(GroupWaitSeconds, "group_wait_seconds", faults) ?? usual.GroupWait,
            GroupInterval = Span(GroupIntervalSeconds, "group_interval_seconds", faults) ?? usual.GroupInterval,
            RateLimit = RateLimit ?? usual.RateLimit,
            TellResolved = TellResolved ?? usual.TellResolved,
            TellBrief = TellBrief ?? usual.TellBrief,
            TellAcknowledged = TellAcknowledged ?? usual.TellAcknowledged,
            RemindEvery = Span(RemindEverySeconds, "remind_every_seconds", faults),
            EscalateAfter = Span(EscalateAfterSeconds, "escalate_after_seconds", faults),
            EscalateTo = EscalateTo,
            IsLast = IsLast ?? false,
        };
    }

    private static RouteHoursBody Hour(WeekHours hours) => new(
        [.. Enum.GetValues<WeekDays>().Where(d => d != WeekDays.None && (d & (d - 1)) == 0 && hours.Days.HasFlag(d)).Select(WireWords.Of)],
        hours.From.ToString("HH:mm", CultureInfo.InvariantCulture),
        hours.To.ToString("HH:mm", CultureInfo.InvariantCulture));

    private static WeekHours Hour(RouteHoursBody body, List<string> faults)
    {
        var days = (body.Days ?? []).OfType<string>().Aggregate(WeekDays.None, (all, day) => all | WireWords.Read(day, WeekDays.None, "days", faults));
        return new WeekHours(days, Time(body.From, "from", faults), Time(body.To, "to", faults));
    }

    private static TimeOnly Time(string? text, string field, List<string> faults)
    {
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        faults.Add($"{field} must be a time such as 09:00.");
        return default;
    }

    private static TimeSpan? Span(double? seconds, string field, List<string> faults)
    {
        if (seconds is not { } value || (value >= 0 && value <= 1e8))
        {
            return seconds is { } right ? TimeSpan.FromSeconds(right) : null;
        }

        faults.Add($"{field} must be a number of seconds, from 0 on.");
        return null;
    }
}
