namespace WardOps.Core.Probing;

/// <summary>
/// The seam between the echo loop and the network: whole ICMP messages go out, whole ICMP messages come in. One thread
/// uses it, and neither call ever waits. Implementations: the Linux shared socket, the simulated network, and the fault
/// injector that wraps another transport.
/// </summary>
public interface IEchoTransport : IDisposable
{
    EchoTransportState State { get; }

    /// <summary>Hands requests to the network. Sets <see cref="OutgoingEcho.SentMono"/>, <see cref="OutgoingEcho.SentWall"/> and, for one that failed, <see cref="OutgoingEcho.Errno"/>.</summary>
    void Send(Span<OutgoingEcho> batch);

    /// <summary>Takes what has arrived, without waiting.</summary>
    /// <returns>How many of <paramref name="batch"/> were filled; fewer than its length means that nothing more is there.</returns>
    int Receive(Span<IncomingPacket> batch);
}
