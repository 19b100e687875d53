using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WardOps.Core.Probing.Faults;
using WardOps.Core.Probing.Linux;
using WardOps.Core.Probing.Managed;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Core.Probing;

/// <summary>Opens what the options ask for, with the fault injector around it where that is allowed.</summary>
internal sealed class EchoTransports(
    IOptions<ProbingOptions> options,
    IOptions<DemoOptions> demo,
    SimulatedNetwork network,
    EchoFaults faults,
    TimeProvider time,
    ILogger<EchoTransports> logger) : IEchoTransportSource
{
    private bool _isAnnounced;

    public IEchoTransport Open(AddressFamily family)
    {
        var transport = OpenPlain(family);
        if (!demo.Value.Faults && !options.Value.AllowFaultInjection)
        {
            return transport;
        }

        if (!_isAnnounced)
        {
            _isAnnounced = true;
            logger.FaultsInstalled();
        }

        return new FaultInjectingTransport(transport, faults, time);
    }

    private IEchoTransport OpenPlain(AddressFamily family)
    {
        if (options.Value.Transport == EchoTransportChoice.Simulated)
        {
            return new SimulatedEchoTransport(network, time);
        }

        return OperatingSystem.IsLinux() && options.Value.Transport == EchoTransportChoice.Auto
            ? LinuxEchoTransport.Open(family, options.Value.ReceiveBufferBytes, time)
            : ManagedEchoTransport.Open(family, options.Value.ReceiveBufferBytes, time);
    }
}
