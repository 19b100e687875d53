namespace WardOps.Core.Probing;

/// <summary>One ICMP message that has arrived. Times are nanoseconds.</summary>
public struct IncomingPacket
{
    /// <summary>Who sent it.</summary>
    public EchoAddress Source;

    /// <summary>The ICMP message without its IP header; valid until the next receive call.</summary>
    public ReadOnlyMemory<byte> Message;

    /// <summary>Wall clock when the kernel received it, since the Unix epoch; 0 if the kernel gave no stamp.</summary>
    public long ReceivedWall;

    /// <summary>Monotonic clock when it was read.</summary>
    public long ReadMono;

    /// <summary>Wall clock when it was read, since the Unix epoch.</summary>
    public long ReadWall;
}
