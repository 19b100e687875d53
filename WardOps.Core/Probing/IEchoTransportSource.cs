using System.Net.Sockets;

namespace WardOps.Core.Probing;

/// <summary>Opens the transport that the options ask for.</summary>
public interface IEchoTransportSource
{
    /// <summary>Never throws: what cannot be opened is returned as a transport that is unavailable and says why.</summary>
    /// <param name="family">IPv4 or IPv6: each has a socket of its own.</param>
    IEchoTransport Open(AddressFamily family);
}
