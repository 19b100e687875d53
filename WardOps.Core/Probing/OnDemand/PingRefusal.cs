namespace WardOps.Core.Probing.OnDemand;

/// <summary>Why there is no report of a ping on demand.</summary>
public enum PingRefusal : byte
{
    /// <summary>There is one.</summary>
    None,

    /// <summary>This device is being pinged already, by whomever.</summary>
    DeviceBusy,

    /// <summary>As many pings as may run at once do.</summary>
    TooMany,

    /// <summary>Echoes to addresses of this family cannot be sent.</summary>
    NoSocket,

    /// <summary>Probing has not started yet.</summary>
    NotStarted,

    /// <summary>Probing is stopping, or has stopped.</summary>
    Stopping,

    /// <summary>The loop did not end it in time.</summary>
    NoResult,
}
