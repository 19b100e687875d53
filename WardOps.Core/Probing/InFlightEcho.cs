using System.Runtime.InteropServices;
using WardOps.Core.Devices;

namespace WardOps.Core.Probing;

/// <summary>
/// One echo in the ring of those in flight. It fits in one line of the cache (64 bytes), so that a reply, which comes in any
/// order, touches no more than that. Where it went is not kept: the seal of its reply says so. Times are nanoseconds.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct InFlightEcho
{
    /// <summary>The device as it was when the echo was scheduled; null if it is not a device that was asked.</summary>
    public WatchedDevice? Device;

    public long Ticket;
    public long Round;
    public long SentMono;
    public long SentWall;

    /// <summary>See <see cref="DueEcho"/>.</summary>
    public int Slot;

    public ushort Sequence;
    public ushort Id;
    public byte Echo;
    public byte Timeout;
    public EchoKind Kind;
    public EchoFate Fate;
}
