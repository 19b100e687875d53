using System.Net;

namespace WardOps.Core.Devices.Names;

/// <summary>Asks for the addresses of a host name.</summary>
public interface INameLookup
{
    /// <returns>At least one address that may be pinged.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">The name does not resolve.</exception>
    Task<IReadOnlyCollection<IPAddress>> FindAsync(string name, CancellationToken cancellation);
}
