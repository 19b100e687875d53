namespace WardOps.Core.Notifications;

/// <summary>Places on the way of a message at which a process may die. Nothing may be lost or doubled at any of them.</summary>
internal enum NotificationStep : byte
{
    /// <summary>Events are read and nothing is written.</summary>
    EventsRead = 0,

    /// <summary>Events are taken and lines are written, not committed.</summary>
    LinesWritten = 1,

    /// <summary>The same, committed.</summary>
    LinesCommitted = 2,

    /// <summary>Deliveries are written and their lines are told, not committed.</summary>
    DeliveriesWritten = 3,

    /// <summary>The same, committed.</summary>
    DeliveriesCommitted = 4,

    /// <summary>A delivery is claimed, committed.</summary>
    Claimed = 5,

    /// <summary>The other side has taken the message; nothing is written of it.</summary>
    Sent = 6,

    /// <summary>That it was sent is written, not committed.</summary>
    MarkWritten = 7,

    /// <summary>The same, committed.</summary>
    MarkCommitted = 8,
}
