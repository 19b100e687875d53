namespace WardOps.Core.Probing;

/// <summary>One echo request on its way out. Times are nanoseconds.</summary>
public struct OutgoingEcho
{
    /// <summary>IPv4 destination, as its four bytes read in network order into an integer on a little-endian machine (<c>s_addr</c>).</summary>
    public uint Destination;

    /// <summary>The complete ICMP message, checksum included.</summary>
    public Memory<byte> Message;

    /// <summary>Set by the transport: monotonic clock just before the send.</summary>
    public long SentMono;

    /// <summary>Set by the transport: wall clock just before the send, since the Unix epoch.</summary>
    public long SentWall;

    /// <summary>Set by the transport: 0, or the errno with which the send failed.</summary>
    public int Errno;
}
