using System.Net;
using System.Net.Sockets;

namespace WardOps.Core.Devices.Names;

/// <summary>The resolver of the system: hosts file, DNS, or whatever it is set up with. Its asynchronous form blocks a thread of the pool for each question, so this is the other one.</summary>
internal sealed class SystemNameLookup : INameLookup
{
    public IReadOnlyCollection<IPAddress> Find(string name)
    {
        var answers = Dns.GetHostAddresses(name);
        IPAddress[] usable = [.. answers.Where(a => DeviceRules.WhyNoHost(a) is null)];
        return usable.Length > 0 ? usable : throw new SocketException((int)SocketError.NoData);
    }
}
