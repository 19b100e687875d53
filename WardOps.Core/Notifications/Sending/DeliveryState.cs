namespace WardOps.Core.Notifications.Sending;

/// <summary>What became of a message to one channel.</summary>
public enum DeliveryState : byte
{
    /// <summary>It is to be sent, for the first time or again.</summary>
    Waiting = 0,

    /// <summary>Somebody is sending it; nobody is if its lease has run out.</summary>
    Claimed = 1,

    /// <summary>The other side has taken it.</summary>
    Sent = 2,

    /// <summary>It is not tried any more: a person has to see to it.</summary>
    Dead = 3,

    /// <summary>It was dead, and a person has said that it does not matter.</summary>
    Dismissed = 4,
}
