using System.Net.Sockets;

namespace WardOps.Core.Probing.Linux;

/// <summary>An ICMP socket that may be used.</summary>
/// <param name="Handle">The socket; non-blocking.</param>
/// <param name="Mode">Raw or datagram.</param>
/// <param name="EchoId">The ICMP identifier of its echoes.</param>
internal sealed record OpenSocket(SafeSocketHandle Handle, EchoTransportMode Mode, ushort EchoId);
