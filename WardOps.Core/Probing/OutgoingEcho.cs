namespace WardOps.Core.Probing;

/// <summary>One echo request on its way out. Times are nanoseconds.</summary>
public struct OutgoingEcho
{
    /// <summary>Where it goes; of the family of the transport.</summary>
    public EchoAddress Destination;

    /// <summary>The complete ICMP message, complete but for the checksum of ICMPv6, which the kernel makes.</summary>
    public Memory<byte> Message;

    /// <summary>Set by the transport: monotonic clock just before the send.</summary>
    public long SentMono;

    /// <summary>Set by the transport: wall clock just before the send, since the Unix epoch.</summary>
    public long SentWall;

    /// <summary>Set by the transport: 0, or the errno with which the send failed.</summary>
    public int Errno;
}
