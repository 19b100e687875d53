using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace WardOps.Core.Probing;

/// <summary>IPv4 addresses as <c>s_addr</c>: the four bytes in network order, read as they lie in memory.</summary>
internal static class Ipv4
{
    /// <summary>False for an address that is not IPv4.</summary>
    public static bool TryPack(IPAddress address, out uint packed)
    {
        packed = 0;
        var v4 = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return v4.AddressFamily == AddressFamily.InterNetwork
            && v4.TryWriteBytes(MemoryMarshal.AsBytes(new Span<uint>(ref packed)), out _);
    }

    /// <exception cref="ArgumentException">The address is not IPv4.</exception>
    public static uint Pack(IPAddress address) => TryPack(address, out var packed)
        ? packed
        : throw new ArgumentException($"{address} is not an IPv4 address.", nameof(address));
}
