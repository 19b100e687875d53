using System.Runtime.InteropServices;

namespace WardOps.Core.Probing.Linux;

/// <summary>struct mmsghdr: one message and how many bytes of it were moved.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MessageVector
{
    public MessageHeader Header;

    /// <summary>Bytes sent or received.</summary>
    public uint Length;
}
