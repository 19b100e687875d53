using WardOps.Core.Notifications.Channels;
using WardOps.Core.Notifications.Messages;
using WardOps.Core.Notifications.Routes;

namespace WardOps.Core.Notifications.Dispatching;

/// <summary>A message that is due.</summary>
/// <param name="Route">By which route.</param>
/// <param name="Channel">Over which channel.</param>
/// <param name="GroupKey">Of which group; <see cref="Overflow"/> for one that sums several up.</param>
/// <param name="Lines">What it tells.</param>
/// <param name="Message">How.</param>
internal sealed record PlannedDelivery(NotificationRoute Route, NotificationChannel Channel, string GroupKey, IReadOnlyList<NotificationLine> Lines, Message Message)
{
    /// <summary>The group of a message that sums several groups up. It goes after all that was written before it, and before all that comes later.</summary>
    public const string Overflow = "*";
}
