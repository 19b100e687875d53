using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Faults;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Bench.Engine;

/// <summary>The product's own echo service, without a database and without pages.</summary>
internal static class EngineFactory
{
    public static EchoService Create(ProbingOptions options, DeviceCatalog catalog)
    {
        var wrapped = Options.Create(options);
        var source = new EchoTransports(
            wrapped, Options.Create(new DemoOptions()), new SimulatedNetwork(1), new EchoFaults(), TimeProvider.System, NullLogger<EchoTransports>.Instance);
        return new EchoService(wrapped, catalog, options.ToPolicy(), source, TimeProvider.System, NullLogger<EchoService>.Instance);
    }

    public static DeviceCatalog Catalog(IEnumerable<string> hosts)
    {
        var catalog = new DeviceCatalog();
        catalog.Swap(hosts.Select((h, i) => new WatchedDevice(0, new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), h, IPAddress.Parse(h), "Bench", "Bench", "Bench", null, true)));
        return catalog;
    }
}
