namespace WardOps.Core.Probing.Simulation;

/// <summary>A reply on its way through the simulated network.</summary>
internal sealed class SimulatedReply
{
    private const int Missing = 16;
    private const int IdAt = 4;

    private readonly byte[] _message = new byte[EchoPacket.Length];
    private int _length;
    private EchoAddress _source;

    /// <summary>Makes this the reply of <paramref name="host"/> to <paramref name="request"/>.</summary>
    public void To(in OutgoingEcho request, EchoBehaviour host)
    {
        if (host.Error is { } error)
        {
            _source = host.ErrorFrom is { } router ? EchoAddress.From(router) : request.Destination;
            _length = IcmpErrorMessage.Write(_message, error, in request.Destination, request.Message.Span);
            return;
        }

        request.Message.Span.CopyTo(_message);
        if (host.HasWrongId)
        {
            _message[IdAt] ^= 0xff;
        }

        _length = host.IsTruncated ? EchoPacket.Length - Missing : EchoPacket.Length;
        _source = host.IsSpoofed ? request.Destination with { Low = request.Destination.Low ^ (1UL << 56) } : request.Destination;
        EchoPacket.TurnIntoReply(_message.AsSpan(0, _length));
    }

    /// <summary>The stamp is that of the moment of arrival, on the wall clock as it stands now.</summary>
    public IncomingPacket ReadAt(long arrivedMono, long mono, long wall) => new()
    {
        Source = _source,
        Message = _message.AsMemory(0, _length),
        ReceivedWall = wall - (mono - arrivedMono),
        ReadMono = mono,
        ReadWall = wall,
    };
}
