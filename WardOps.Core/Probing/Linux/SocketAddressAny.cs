using System.Runtime.InteropServices;

namespace WardOps.Core.Probing.Linux;

/// <summary>struct sockaddr_in and struct sockaddr_in6 in one place.</summary>
[StructLayout(LayoutKind.Explicit, Size = 28, Pack = 4)]
internal struct SocketAddressAny
{
    public const uint LengthV4 = 16;
    public const uint LengthV6 = 28;

    [FieldOffset(0)]
    public ushort Family;

    /// <summary>In network order. The kernel keeps the ICMP identifier of a datagram socket here.</summary>
    [FieldOffset(2)]
    public ushort Port;

    [FieldOffset(4)]
    public uint Ipv4;

    [FieldOffset(8)]
    public ulong Ipv6High;

    [FieldOffset(16)]
    public ulong Ipv6Low;

    public readonly EchoAddress Address => Family == LibC.FamilyInet ? EchoAddress.FromIpv4(Ipv4) : new EchoAddress(Ipv6High, Ipv6Low);

    public void Set(in EchoAddress address)
    {
        if (address.IsIpv4)
        {
            Ipv4 = address.Ipv4;
        }
        else
        {
            Ipv6High = address.High;
            Ipv6Low = address.Low;
        }
    }
}
