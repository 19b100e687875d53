namespace WardOps.Core.Notifications.Messages;

/// <summary>What a message says of an alert.</summary>
public enum Telling : byte
{
    Opened = 0,

    /// <summary>Its severity rose.</summary>
    Worse = 1,

    /// <summary>It is over, and those who get this were told of it.</summary>
    Closed = 2,

    /// <summary>It began and was over before anything was sent.</summary>
    Brief = 3,

    /// <summary>Somebody sees to it.</summary>
    Acknowledged = 4,

    /// <summary>It is open still.</summary>
    Reminder = 5,

    /// <summary>Nobody has acknowledged it, and so others are told.</summary>
    Escalation = 6,

    /// <summary>It is open still, said to a program that forgets what it is not told again.</summary>
    Refresh = 7,
}
