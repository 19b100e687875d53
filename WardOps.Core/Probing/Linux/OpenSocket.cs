using System.Net.Sockets;

namespace WardOps.Core.Probing.Linux;

/// <summary>An ICMP socket that may be used.</summary>
/// <param name="Handle">The socket; non-blocking.</param>
/// <param name="Family">IPv4 or IPv6.</param>
/// <param name="Mode">Raw or datagram.</param>
/// <param name="EchoId">The first ICMP identifier of its echoes.</param>
/// <param name="EchoIds">How many identifiers from there on it lets through.</param>
internal sealed record OpenSocket(SafeSocketHandle Handle, SocketFamily Family, EchoTransportMode Mode, ushort EchoId, int EchoIds);
