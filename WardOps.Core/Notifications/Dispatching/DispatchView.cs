using WardOps.Core.Alerts.Storage;
using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Routes;

namespace WardOps.Core.Notifications.Dispatching;

/// <summary>All that has to be known to decide what is sent now.</summary>
internal sealed record DispatchView
{
    public required DateTimeOffset Now { get; init; }

    public required IReadOnlyDictionary<Guid, NotificationRoute> Routes { get; init; }

    public required IReadOnlyDictionary<Guid, NotificationChannel> Channels { get; init; }

    /// <summary>What waits.</summary>
    public required IReadOnlyList<NotificationLine> Lines { get; init; }

    /// <summary>Their alerts, as they are now.</summary>
    public required IReadOnlyDictionary<Guid, AlertRow> Alerts { get; init; }

    /// <summary>Alerts of which something was told, by route and channel.</summary>
    public required IReadOnlySet<(Guid Route, Guid Channel, Guid Alert)> Told { get; init; }

    /// <summary>When the last message of a group was written.</summary>
    public required IReadOnlyDictionary<(Guid Route, Guid Channel, string Group), DateTimeOffset> LastOfGroup { get; init; }

    /// <summary>Messages of each route in the last ten minutes.</summary>
    public required IReadOnlyDictionary<Guid, int> InWindow { get; init; }

    /// <summary>Alerts whose end waits in the outbox still.</summary>
    public required IReadOnlySet<Guid> ClosingSoon { get; init; }

    /// <summary>Whether the subject of an alert is being worked on.</summary>
    public required Func<AlertRow, bool> IsInMaintenance { get; init; }
}
