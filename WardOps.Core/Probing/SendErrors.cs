using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace WardOps.Core.Probing;

/// <summary>What the errors of a send call mean. They are faults of the monitor or of its own network, never of the device.</summary>
public static class SendErrors
{
    private static readonly ConcurrentDictionary<int, string> s_others = new();

    public static NotSentReason Reason(int errno) => errno switch
    {
        0 => NotSentReason.None,
        Errno.TryAgain or Errno.NoBuffers or Errno.NoMemory => NotSentReason.QueueFull,
        Errno.NotPermitted => NotSentReason.LocalFirewall,
        Errno.AccessDenied => NotSentReason.Prohibited,
        Errno.NetUnreachable or Errno.Invalid or Errno.AddressNotAvailable or Errno.NoSuchFamily or Errno.NoDevice or Errno.MessageTooLong
            => NotSentReason.NoRoute,   // EINVAL: a blackhole route; ENODEV, EMSGSIZE: the link of one is gone, or takes no 64 bytes
        Errno.HostUnreachable or Errno.HostDown => NotSentReason.HostUnreachable,
        Errno.BadDescriptor or Errno.NotSocket or Errno.NetDown => NotSentReason.NoSocket,
        Errno.TooLate => NotSentReason.TooLate,
        Errno.NoAddress => NotSentReason.NoAddress,
        _ => NotSentReason.Other,
    };

    internal static SendAction Action(int errno) => errno switch
    {
        Errno.TryAgain or Errno.NoBuffers or Errno.NoMemory => SendAction.Retry,
        Errno.BadDescriptor or Errno.NotSocket => SendAction.Reopen,
        Errno.NoDevice or Errno.MessageTooLong => SendAction.Suspect,
        _ => SendAction.Drop,
    };

    /// <summary>Whether the fault can only be one of the whole monitor; the others may concern one route or one device.</summary>
    public static bool IsOfTheMonitor(NotSentReason reason) => reason is NotSentReason.QueueFull or NotSentReason.TooLate;

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

    /// <summary>For people; an error without a meaning of its own in the words of the system.</summary>
    /// <param name="errno">As Linux numbers it, or <see cref="Errno.OfSockets"/> and an error of .NET's sockets.</param>
    public static string Words(int errno) => Reason(errno) is var reason && reason != NotSentReason.Other
        ? Words(reason)
        : s_others.GetOrAdd(errno, e => $"{Words(NotSentReason.Other)}: {Told(e)}");

    private static string Told(int errno)
        => errno >= Errno.OfSockets - 1 ? new SocketException(errno - Errno.OfSockets).Message : Marshal.GetPInvokeErrorMessage(errno);
}
