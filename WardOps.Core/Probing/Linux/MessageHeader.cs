using System.Runtime.InteropServices;

namespace WardOps.Core.Probing.Linux;

/// <summary>struct msghdr, as glibc and the kernel lay it out.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    public SocketAddressAny* Name;
    public uint NameLength;
    public IoVector* Parts;
    public nuint PartCount;
    public byte* Control;
    public nuint ControlLength;
    public int Flags;
}
