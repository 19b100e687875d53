using System.Globalization;
using WardOps.Core.Alerts;
using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Notifications.Messages;

namespace WardOps.Core.Notifications.Routes;

/// <summary>A route in sentences, so that people see what they have set. Pure.</summary>
public static class RouteWords
{
    /// <param name="route">The route.</param>
    /// <param name="channel">What a channel is called.</param>
    /// <param name="scopeName">What a device or branch is called, by its id.</param>
    public static string Of(NotificationRoute route, Func<Guid, string> channel, Func<string, string> scopeName)
    {
        List<string> parts = [string.Create(CultureInfo.InvariantCulture, $"{What(route)} of {Scope(route.Scope, scopeName)}, {When(route.Schedule)}, over {channel(route.ChannelId)}: {Gathered(route)}, {route.RateLimit} messages in 10 minutes at the most.")];
        parts.Add(route.TellResolved ? "Their end is told too." : "Their end is not told.");
        if (!route.TellBrief)
        {
            parts.Add("What is over before it was told is not told.");
        }

        if (route.TellAcknowledged)
        {
            parts.Add("Acknowledgements are told.");
        }

        if (route.RemindEvery is { } every)
        {
            parts.Add($"A reminder every {PlainWords.Span(every)} until somebody acknowledges it.");
        }

        if (route is { EscalateAfter: { } after, EscalateTo: { } to })
        {
            parts.Add($"After {PlainWords.Span(after)} without an acknowledgement also over {channel(to)}.");
        }

        if (route.IsLast)
        {
            parts.Add("Routes behind it do not get what it tells.");
        }

        return string.Join(' ', parts);
    }

    private static string What(NotificationRoute route)
    {
        var severity = route.MinSeverity switch
        {
            AlertSeverity.Critical => "Critical alerts",
            AlertSeverity.Info => "Alerts of every severity",
            _ => $"Alerts from {PlainWords.Severity(route.MinSeverity)} to critical",
        };
        var kinds = route.Kinds.IsDefaultOrEmpty ? "" : $" ({string.Join(", ", route.Kinds.Select(Kind))} only)";
        return severity + kinds + (route.RuleIds.IsDefaultOrEmpty ? "" : string.Create(CultureInfo.InvariantCulture, $" opened by {route.RuleIds.Length} chosen {(route.RuleIds.Length == 1 ? "rule" : "rules")}"));
    }

    /// <summary>A kind of alert as people say it.</summary>
    public static string Kind(AlertKind kind) => kind switch
    {
        AlertKind.Down => "device down",
        AlertKind.Branch => "branch away",
        AlertKind.Flapping => "flapping",
        AlertKind.PacketLoss => "packet loss",
        AlertKind.Rtt => "round-trip time",
        AlertKind.Jitter => "jitter",
        AlertKind.NoData => "no data",
        _ => "WardOps is blind",
    };

    private static string Scope(DeviceScope scope, Func<string, string> name) => scope.Kind switch
    {
        ScopeKind.All => "all devices",
        ScopeKind.Type => $"devices of type {List(scope.Values)}",
        ScopeKind.Region => $"devices in {List(scope.Values)}",
        ScopeKind.Tag => $"devices tagged {List(scope.Values)}",
        ScopeKind.Branch => $"branch {List(scope.Values.Select(name))}",
        _ => List(scope.Values.Select(name)),
    };

    private static string When(WeeklySchedule schedule) => schedule.IsAlways ? "at any time"
        : $"{string.Join(" and ", schedule.Hours.Select(h => string.Create(CultureInfo.InvariantCulture, $"{Days(h.Days)} {h.From:HH:mm}-{h.To:HH:mm}")))} in {schedule.Zone} (what is still open when the hours begin is told then)";

    private static string Days(WeekDays days) => days switch
    {
        WeekDays.All => "every day",
        WeekDays.Workdays => "on workdays",
        _ => "on " + string.Join(", ", WeekDayNames.Each.Where(d => days.HasFlag(d))),
    };

    private static string Gathered(NotificationRoute route) => route.Grouping switch
    {
        RouteGrouping.None => $"each alert by itself, after {PlainWords.Span(route.GroupWait)}",
        RouteGrouping.Branch => $"gathered by branch for {PlainWords.Span(route.GroupWait)}, then every {PlainWords.Span(route.GroupInterval)} at the most",
        _ => $"all in one message, gathered for {PlainWords.Span(route.GroupWait)}, then every {PlainWords.Span(route.GroupInterval)} at the most",
    };

    private static string List(IEnumerable<string> values)
    {
        var all = values.ToList();
        return string.Join(", ", all.Take(5)) + (all.Count > 5 ? string.Create(CultureInfo.InvariantCulture, $" and {all.Count - 5} more") : "");
    }
}
