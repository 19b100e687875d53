using System.Net.Sockets;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Bench.Loss;

internal sealed class VirtualNetwork(SimulatedNetwork network, TimeProvider time) : IEchoTransportSource
{
    public IEchoTransport Open(AddressFamily family) => new SimulatedEchoTransport(network, time);
}
