namespace WardOps.Core.Alerts;

/// <summary>What happened to an alert: one line of its timeline.</summary>
public enum AlertEventKind : byte
{
    Opened = 0,

    /// <summary>Its severity rose: whoever had acknowledged it has not acknowledged this.</summary>
    Worse = 1,

    /// <summary>Its severity fell.</summary>
    Milder = 2,
    Closed = 3,

    /// <summary>A device joined the incident.</summary>
    Joined = 4,
    Acknowledged = 5,

    /// <summary>The acknowledgement was taken back, or does not hold any more.</summary>
    Unacknowledged = 6,
    Commented = 7,
    Assigned = 8,
    Snoozed = 9,
}
