using WardOps.Core.Alerts;
using WardOps.Core.Calendar;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Routes;

namespace WardOps.Web.Components.Notifications;

/// <summary>The fields of the form of a route.</summary>
public sealed class RouteModel
{
    private NotificationRoute _was = new() { Name = "", ChannelId = Guid.Empty };

    /// <summary>Null for a new one.</summary>
    public Guid? Id { get; private init; }

    public string Name { get; set; } = "";

    public int Order { get; set; }

    public bool Enabled { get; set; } = true;

    public Guid ChannelId { get; set; }

    public AlertSeverity MinSeverity { get; set; } = AlertSeverity.Medium;

    /// <summary>None chosen means all.</summary>
    public HashSet<AlertKind> Kinds { get; private init; } = [];

    public ScopeKind ScopeKind { get; set; }

    /// <summary>Names, separated by commas.</summary>
    public string ScopeText { get; set; } = "";

    public RouteGrouping Grouping { get; set; }

    public double WaitSeconds { get; set; } = 10;

    public double IntervalMinutes { get; set; } = 5;

    public int RateLimit { get; set; } = 20;

    public bool TellResolved { get; set; } = true;

    public bool TellBrief { get; set; } = true;

    public bool TellAcknowledged { get; set; }

    /// <summary>0 for never.</summary>
    public double RemindMinutes { get; set; }

    /// <summary>0 for never.</summary>
    public double EscalateMinutes { get; set; }

    public Guid EscalateTo { get; set; }

    public bool IsLast { get; set; }

    public string Zone { get; set; } = "Asia/Tbilisi";

    public List<HoursModel> Hours { get; private init; } = [];

    public static RouteModel New(IReadOnlyList<NotificationChannel> channels, IReadOnlyList<NotificationRoute> routes) => new()
    {
        ChannelId = channels.Count > 0 ? channels[0].Id : Guid.Empty,
        Order = routes.Count == 0 ? 10 : routes.Max(r => r.Order) + 10,
        Name = channels.Count > 0 && routes.Count == 0 ? $"Everything to {channels[0].Name}" : "",
    };

    public static RouteModel Of(NotificationRoute route, Catalog catalog) => new()
    {
        _was = route,
        Id = route.Id,
        Name = route.Name,
        Order = route.Order,
        Enabled = route.Enabled,
        ChannelId = route.ChannelId,
        MinSeverity = route.MinSeverity,
        Kinds = [.. route.Kinds],
        ScopeKind = route.Scope.Kind,
        ScopeText = string.Join(", ", route.Scope.Values.Select(v => ScopeNames.Of(v, catalog))),
        Grouping = route.Grouping,
        WaitSeconds = route.GroupWait.TotalSeconds,
        IntervalMinutes = route.GroupInterval.TotalMinutes,
        RateLimit = route.RateLimit,
        TellResolved = route.TellResolved,
        TellBrief = route.TellBrief,
        TellAcknowledged = route.TellAcknowledged,
        RemindMinutes = route.RemindEvery?.TotalMinutes ?? 0,
        EscalateMinutes = route.EscalateAfter?.TotalMinutes ?? 0,
        EscalateTo = route.EscalateTo ?? Guid.Empty,
        IsLast = route.IsLast,
        Zone = route.Schedule.Zone,
        Hours = [.. route.Schedule.Hours.Select(HoursModel.Of)],
    };

    /// <summary>The route as it is typed; what the form has no field for stays.</summary>
    public NotificationRoute ToRoute(Catalog catalog) => _was with
    {
        Name = Name,
        Order = Order,
        Enabled = Enabled,
        ChannelId = ChannelId,
        MinSeverity = MinSeverity,
        Kinds = [.. Kinds.Order()],
        Scope = new DeviceScope(ScopeKind, ScopeKind == ScopeKind.All ? [] : [.. ScopeNames.Read(ScopeKind, ScopeText, catalog).Distinct()]),
        Grouping = Grouping,
        GroupWait = Span(WaitSeconds / 60),
        GroupInterval = Span(IntervalMinutes),
        RateLimit = RateLimit,
        TellResolved = TellResolved,
        TellBrief = TellBrief,
        TellAcknowledged = TellAcknowledged,
        RemindEvery = RemindMinutes == 0 ? null : Span(RemindMinutes),
        EscalateAfter = EscalateMinutes == 0 ? null : Span(EscalateMinutes),
        EscalateTo = EscalateMinutes == 0 || EscalateTo == Guid.Empty ? null : EscalateTo,
        IsLast = IsLast,
        Schedule = new WeeklySchedule(Zone.Trim(), [.. Hours.Select(h => h.ToHours())]),
    };

    // What was typed may be any number; the rules of the route say what is wrong with it.
    private static TimeSpan Span(double minutes) => double.IsFinite(minutes) && Math.Abs(minutes) < 1e7 ? TimeSpan.FromMinutes(minutes) : TimeSpan.FromDays(-1);
}
