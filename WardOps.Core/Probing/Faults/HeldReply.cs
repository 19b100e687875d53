namespace WardOps.Core.Probing.Faults;

/// <summary>A reply that is held back. Used again and again, so that slow devices cost no allocation either.</summary>
internal sealed class HeldReply
{
    private readonly byte[] _message = new byte[EchoPacket.Length];
    private int _length;
    private EchoAddress _source;
    private long _receivedWall;

    public void Take(in IncomingPacket packet, long receivedWall)
    {
        _length = Math.Min(packet.Message.Length, _message.Length);
        packet.Message.Span[.._length].CopyTo(_message);
        _source = packet.Source;
        _receivedWall = receivedWall;
    }

    public IncomingPacket ReadAt(long mono, long wall) => new()
    {
        Source = _source,
        Message = _message.AsMemory(0, _length),
        ReceivedWall = _receivedWall,
        ReadMono = mono,
        ReadWall = wall,
    };
}
