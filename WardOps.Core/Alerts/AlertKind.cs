namespace WardOps.Core.Alerts;

/// <summary>What is wrong. With the subject it is the identity of an alert: of each there is at most one open.</summary>
public enum AlertKind : byte
{
    /// <summary>A device is Down.</summary>
    Down = 0,

    /// <summary>A branch is away: its router is Down, or a stated share of its devices fell silent together. The incident.</summary>
    Branch = 1,

    /// <summary>A device goes up and down too often to be told each time.</summary>
    Flapping = 2,

    /// <summary>A device loses more of its echoes than a rule allows.</summary>
    PacketLoss = 3,

    /// <summary>A device takes longer to answer than a rule allows.</summary>
    Rtt = 4,

    /// <summary>The answers of a device come less evenly than a rule allows.</summary>
    Jitter = 5,

    /// <summary>Nothing believable is known of an enabled device.</summary>
    NoData = 6,

    /// <summary>WardOps itself cannot see.</summary>
    Blind = 7,
}
