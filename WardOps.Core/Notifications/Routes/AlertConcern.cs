using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Notifications.Messages;

namespace WardOps.Core.Notifications.Routes;

/// <summary>Whom an alert concerns, looked up once for all routes. Pure.</summary>
internal sealed class AlertConcern
{
    private readonly AlertRow _alert;
    private readonly IReadOnlyList<WatchedDevice> _devices;

    public AlertConcern(AlertRow alert, Catalog catalog)
    {
        _alert = alert;
        IEnumerable<Guid> ids = alert.SubjectKind switch
        {
            AlertSubjectKind.Device => [alert.SubjectId],
            AlertSubjectKind.Branch => MemberList.Read(alert.Members).Select(m => m.DeviceId),
            _ => [],
        };
        _devices = [.. ids.Select(catalog.Find).OfType<WatchedDevice>()];
    }

    /// <param name="route">A route.</param>
    /// <param name="severity">Of the alert at the event in question.</param>
    public bool Fits(NotificationRoute route, AlertSeverity severity)
        => route.Enabled
        && severity >= route.MinSeverity
        && (route.Kinds.IsEmpty || route.Kinds.Contains(_alert.Kind))
        && (route.RuleIds.IsEmpty || (_alert.RuleId is { } rule && route.RuleIds.Contains(rule)))
        && IsIn(route.Scope);

    /// <summary>Under which its messages are gathered: never more than 100 characters.</summary>
    public string Group(RouteGrouping grouping) => grouping switch
    {
        RouteGrouping.All => "all",
        RouteGrouping.Branch => _alert.SubjectKind == AlertSubjectKind.Branch ? $"branch:{_alert.SubjectId:N}"
            : _devices is [{ BranchId: var branch }] && branch != Guid.Empty ? $"branch:{branch:N}"
            : $"subject:{_alert.SubjectId:N}",
        _ => $"alert:{_alert.Id:N}",
    };

    private bool IsIn(DeviceScope scope) => _alert.SubjectKind == AlertSubjectKind.Monitor || scope.Kind switch
    {
        ScopeKind.All => true,
        ScopeKind.Region when _alert.Region.Length > 0 && scope.Has(_alert.Region) => true,   // also where the device is gone meanwhile
        ScopeKind.Type when _alert.DeviceType.Length > 0 && scope.Has(_alert.DeviceType) => true,
        ScopeKind.Branch when _alert.SubjectKind == AlertSubjectKind.Branch && scope.HasId(_alert.SubjectId) => true,
        ScopeKind.Device when scope.HasId(_alert.SubjectId) => true,
        _ => _devices.Any(scope.Matches),
    };
}
