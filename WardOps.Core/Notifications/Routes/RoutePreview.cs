using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Storage;
using WardOps.Core.Devices;

namespace WardOps.Core.Notifications.Routes;

/// <summary>What would be told of a device: the answer that the dispatcher would give. Pure.</summary>
public static class RoutePreview
{
    /// <summary>The routes that would tell it, in order, and whether their hours are open then.</summary>
    public static IReadOnlyList<(NotificationRoute Route, bool IsOpen)> Of(
        WatchedDevice device, Catalog catalog, AlertKind kind, AlertSeverity severity, IEnumerable<NotificationRoute> routes, DateTimeOffset at)
    {
        var alert = new AlertRow
        {
            Id = Guid.Empty, SubjectKind = AlertSubjectKind.Device, SubjectId = device.Id, Kind = kind, Severity = severity, Name = device.Name, NameKey = "", Ip = device.Ip,
            Branch = device.Branch, Region = device.Region, DeviceType = device.DeviceType, RuleName = "", Message = "",
        };
        var concern = new AlertConcern(alert, catalog);
        var told = new List<(NotificationRoute, bool)>();
        foreach (var route in routes)
        {
            if (concern.Fits(route with { RuleIds = [] }, severity))   // which rule will open it is not known
            {
                told.Add((route, route.Schedule.Contains(at)));
                if (route.IsLast)
                {
                    break;
                }
            }
        }

        return told;
    }
}
