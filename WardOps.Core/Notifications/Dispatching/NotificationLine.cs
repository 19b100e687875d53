using WardOps.Core.Alerts;
using WardOps.Core.Notifications.Messages;

namespace WardOps.Core.Notifications.Dispatching;

/// <summary>
/// A row of <c>notification_lines</c>: one thing that one route has to tell of one alert. It waits here until its group is due, so a restart
/// loses nothing of a group; afterwards it says in which delivery it went, so that it is known what was told to whom.
/// </summary>
public sealed class NotificationLine
{
    public Guid RouteId { get; set; }

    /// <summary>Which thing: with the route and the channel the identity, so that nothing is taken twice.</summary>
    public required string Key { get; set; }

    public Guid ChannelId { get; set; }

    public Guid AlertId { get; set; }

    public Telling What { get; set; }

    public AlertSeverity Severity { get; set; }

    /// <summary>Under which it is gathered with others.</summary>
    public required string GroupKey { get; set; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>When the notifier took it: from then on its group waits.</summary>
    public DateTimeOffset TakenAt { get; set; }

    public string? Text { get; set; }

    public string? By { get; set; }

    /// <summary>The concurrency token: whoever gathers it first has it.</summary>
    public LineState State { get; set; }

    public long? DeliveryId { get; set; }
}
