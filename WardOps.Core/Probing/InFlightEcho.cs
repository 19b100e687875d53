using System.Runtime.InteropServices;
using WardOps.Core.Devices;

namespace WardOps.Core.Probing;

/// <summary>One echo in the ring of those in flight. Times are nanoseconds.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct InFlightEcho
{
    public WatchedDevice Device;
    public long Ticket;
    public long Round;
    public long SentMono;
    public long SentWall;
    public uint Destination;
    public ushort Sequence;
    public byte Echo;
    public EchoFate Fate;
}
