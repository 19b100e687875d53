namespace WardOps.Core.Probing;

/// <summary>What the errors of a send call mean. They are faults of the monitor or of its own network, never of the device.</summary>
public static class SendErrors
{
    public static NotSentReason Reason(int errno) => errno switch
    {
        0 => NotSentReason.None,
        Errno.TryAgain or Errno.NoBuffers or Errno.NoMemory => NotSentReason.QueueFull,
        Errno.NotPermitted => NotSentReason.LocalFirewall,
        Errno.AccessDenied => NotSentReason.Prohibited,
        Errno.NetUnreachable or Errno.Invalid or Errno.AddressNotAvailable or Errno.NoSuchFamily => NotSentReason.NoRoute,   // EINVAL: a blackhole route
        Errno.HostUnreachable or Errno.HostDown => NotSentReason.HostUnreachable,
        Errno.BadDescriptor or Errno.NoDevice or Errno.NotSocket or Errno.MessageTooLong or Errno.NetDown => NotSentReason.NoSocket,
        Errno.TooLate => NotSentReason.TooLate,
        Errno.NoAddress => NotSentReason.NoAddress,
        _ => NotSentReason.Other,
    };

    internal static SendAction Action(int errno) => errno switch
    {
        Errno.TryAgain or Errno.NoBuffers or Errno.NoMemory => SendAction.Retry,
        Errno.BadDescriptor or Errno.NoDevice or Errno.NotSocket or Errno.MessageTooLong => SendAction.Reopen,   // ours is 64 bytes: a path that takes no 64 bytes is broken
        _ => SendAction.Drop,
    };

    /// <summary>Whether the fault can only be one of the whole monitor; the others may concern one route or one device.</summary>
    public static bool IsOfTheMonitor(NotSentReason reason) => reason is NotSentReason.QueueFull or NotSentReason.TooLate or NotSentReason.Other;

    /// <summary>For people.</summary>
    public static string Words(NotSentReason reason) => reason switch
    {
        NotSentReason.None => "sent",
        NotSentReason.QueueFull => "the send queue of this machine is full",
        NotSentReason.LocalFirewall => "a firewall of this machine refuses the echo",
        NotSentReason.Prohibited => "a route of this machine prohibits it",
        NotSentReason.NoRoute => "this machine has no route to it",
        NotSentReason.HostUnreachable => "a route of this machine calls it unreachable",
        NotSentReason.NoSocket => "there is no ICMP socket to send through",
        NotSentReason.TooLate => "this machine was too busy to send in time",
        NotSentReason.NoAddress => "DNS: the name does not resolve",
        _ => "the system refused to send",
    };
}
