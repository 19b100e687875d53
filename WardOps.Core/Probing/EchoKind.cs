namespace WardOps.Core.Probing;

/// <summary>Why an echo was sent.</summary>
public enum EchoKind : byte
{
    /// <summary>One of the echoes of a round.</summary>
    Regular,

    /// <summary>One that follows a lost echo, to tell an outage from a lost packet. Counts for the status, not for the round.</summary>
    Confirming,

    /// <summary>One to the monitor itself or to an anchor, by which the monitor checks its own sight.</summary>
    Sentinel,

    /// <summary>One that somebody asked for.</summary>
    OnDemand,
}
