namespace WardOps.Core.Probing;

/// <summary>
/// The seam between the echo loop and the network: whole ICMP messages go out, whole ICMP messages come in. One thread
/// uses it, and neither call ever waits. Implementations: the Linux shared socket, the managed one for other systems, the
/// simulated network, the fault injector that wraps another transport, and the one that cannot send at all.
/// </summary>
public interface IEchoTransport : IDisposable
{
    /// <summary>How it stands. A transport that breaks becomes unavailable and stays so; the loop opens another one.</summary>
    EchoTransportState State { get; }

    /// <summary>The first ICMP identifier with which requests leave, and which replies carry. The kernel chooses it on a datagram socket.</summary>
    ushort EchoId { get; }

    /// <summary>How many identifiers from <see cref="EchoId"/> on may be used; a power of two, 1 on a datagram socket.</summary>
    int EchoIds { get; }

    /// <summary>Messages that the kernel has thrown away so far because they were not read in time; 0 where it does not tell. It
    /// counts those of others too, so its growth is a flag and no count (facts: SO_MEMINFO).</summary>
    long Drops { get; }

    /// <summary>
    /// Hands requests to the network, in order. Sets <see cref="OutgoingEcho.SentMono"/>, <see cref="OutgoingEcho.SentWall"/>
    /// and, for one that failed, <see cref="OutgoingEcho.Errno"/>.
    /// </summary>
    /// <returns>How many were dealt with (sent or failed), from the front. Fewer than the length of <paramref name="batch"/>
    /// means that there is no room just now: the errno of the first one left says why, and it may be tried again.</returns>
    int Send(Span<OutgoingEcho> batch);

    /// <summary>Takes what has arrived, without waiting.</summary>
    /// <param name="batch">Where the messages go.</param>
    /// <param name="hasMore">Whether another call may bring more at once; false once everything that was there has been read.</param>
    /// <returns>How many of <paramref name="batch"/> were filled.</returns>
    int Receive(Span<IncomingPacket> batch, out bool hasMore);
}
