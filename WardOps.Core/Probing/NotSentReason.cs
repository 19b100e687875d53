namespace WardOps.Core.Probing;

/// <summary>Why an echo never left. Whatever it was, it is no loss: the device was not asked.</summary>
public enum NotSentReason : byte
{
    /// <summary>It left.</summary>
    None,

    /// <summary>The send queue of the kernel stayed full.</summary>
    QueueFull,

    /// <summary>A firewall of this machine refused it.</summary>
    LocalFirewall,

    /// <summary>A route of this machine prohibits it, or it is a broadcast address.</summary>
    Prohibited,

    /// <summary>This machine has no route to the address, or the link of that route is down.</summary>
    NoRoute,

    /// <summary>A route of this machine calls the host unreachable, or its neighbour did not answer (ARP, NDP).</summary>
    HostUnreachable,

    /// <summary>The socket is broken or missing.</summary>
    NoSocket,

    /// <summary>The loop was so late that the time of the echo had passed.</summary>
    TooLate,

    /// <summary>The host name of the device does not resolve.</summary>
    NoAddress,

    /// <summary>Any other refusal of the send call.</summary>
    Other,
}
