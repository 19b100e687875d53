namespace WardOps.Core.Probing;

/// <summary>A transport that cannot send, with the reason. Every echo handed to it ends as not sent.</summary>
internal sealed class UnavailableTransport(EchoClock clock, string problem, IReadOnlyList<string> fixes) : IEchoTransport
{
    public EchoTransportState State { get; } = new(EchoTransportMode.Unavailable, problem, fixes);

    public ushort EchoId => 0;

    public int EchoIds => 1;

    public long Drops => 0;

    public int Send(Span<OutgoingEcho> batch)
    {
        foreach (ref var echo in batch)
        {
            echo.SentMono = clock.Mono;
            echo.SentWall = clock.Wall;
            echo.Errno = Errno.NetDown;
        }

        return batch.Length;
    }

    public int Receive(Span<IncomingPacket> batch, out bool hasMore)
    {
        hasMore = false;
        return 0;
    }

    public void Dispose()
    {
    }
}
