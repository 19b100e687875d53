using System.Runtime.InteropServices;

namespace WardOps.Core.Probing;

/// <summary>
/// An ICMP error as routers send it: 8 bytes, then the IP header and the first 8 bytes of the message it is about (RFC 792,
/// RFC 4443). Written where no router did: in the simulated network, and for the error queue of a datagram socket.
/// </summary>
internal static class IcmpErrorMessage
{
    private const int Quoted = 8;

    /// <returns>The length of the message in bytes.</returns>
    /// <param name="message">Where it goes: 36 bytes for IPv4, 56 for IPv6.</param>
    /// <param name="error">Type and code.</param>
    /// <param name="destination">Where the request went.</param>
    /// <param name="request">The request, 8 bytes or more.</param>
    public static int Write(Span<byte> message, IcmpError error, in EchoAddress destination, ReadOnlySpan<byte> request)
    {
        var family = IcmpFamily.Of(in destination);
        var length = 8 + family.Header + Quoted;
        message[..length].Clear();
        message[0] = error.Type;
        message[1] = error.Code;
        var header = message.Slice(8, family.Header);
        header[family.ProtocolAt] = family.Protocol;
        if (destination.IsIpv4)
        {
            header[0] = 0x45;   // version 4, five words of header
            MemoryMarshal.Write(header[family.DestinationAt..], destination.Ipv4);
        }
        else
        {
            header[0] = 0x60;
            MemoryMarshal.Write(header[family.DestinationAt..], destination.High);
            MemoryMarshal.Write(header[(family.DestinationAt + 8)..], destination.Low);
        }

        request[..Quoted].CopyTo(message[(8 + family.Header)..]);
        EchoPacket.Close(message[..length], family);
        return length;
    }
}
