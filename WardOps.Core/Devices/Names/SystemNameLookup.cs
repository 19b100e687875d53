using System.Net;
using System.Net.Sockets;

namespace WardOps.Core.Devices.Names;

/// <summary>The resolver of the system: hosts file, DNS, or whatever it is set up with.</summary>
internal sealed class SystemNameLookup : INameLookup
{
    public async Task<IReadOnlyCollection<IPAddress>> FindAsync(string name, CancellationToken cancellation)
    {
        var answers = await Dns.GetHostAddressesAsync(name, cancellation).ConfigureAwait(false);
        IPAddress[] usable = [.. answers.Where(a => DeviceRules.WhyNoHost(a) is null)];
        return usable.Length > 0 ? usable : throw new SocketException((int)SocketError.NoData);
    }
}
