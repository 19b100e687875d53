using System.Net;

namespace WardOps.Core.Devices.Names;

/// <summary>Asks for the addresses of a host name.</summary>
public interface INameLookup
{
    /// <summary>May block its thread for as long as it likes: it is called on a thread that has nothing else to do.</summary>
    /// <returns>At least one address that may be pinged.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">The name does not resolve.</exception>
    IReadOnlyCollection<IPAddress> Find(string name);
}
