using System.Runtime.InteropServices;

namespace WardOps.Core.Probing.Linux;

/// <summary>struct sockaddr_in.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SocketAddressIn
{
    public ushort Family;

    /// <summary>In network order. The kernel keeps the ICMP identifier of a datagram socket here.</summary>
    public ushort Port;

    public uint Address;
    public ulong Zero;
}
