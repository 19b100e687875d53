using System.Collections.Concurrent;
using System.Net;

namespace WardOps.Core.Probing.Simulation;

/// <summary>The hosts of a simulated network. May be changed from any thread while it is in use.</summary>
/// <param name="seed">Chooses which requests are lost and how long the others take; the same seed gives the same run.</param>
public sealed class SimulatedNetwork(ulong seed)
{
    private static readonly EchoAddress s_selfV4 = EchoAddress.From(IPAddress.Loopback);
    private static readonly EchoAddress s_selfV6 = EchoAddress.From(IPAddress.IPv6Loopback);

    private readonly ConcurrentDictionary<EchoAddress, EchoBehaviour> _hosts = new();

    public ulong Seed => seed;

    /// <summary>How every host behaves that was not told otherwise.</summary>
    public EchoBehaviour Default { get; set; } = new() { Rtt = TimeSpan.FromMilliseconds(1), Jitter = TimeSpan.FromMilliseconds(4) };

    /// <summary>While not 0, no request leaves: the queue of the kernel is full, with this errno.</summary>
    public int QueueErrno { get; set; }

    /// <summary>What the socket says of messages that it has thrown away.</summary>
    public long Drops { get; set; }

    public EchoBehaviour this[IPAddress address]
    {
        get => Of(EchoAddress.From(address));
        set => _hosts[EchoAddress.From(address)] = value;
    }

    /// <summary>The monitor itself, which hears itself unless it was told otherwise, is no host of the network.</summary>
    internal EchoBehaviour Of(EchoAddress address) => _hosts.TryGetValue(address, out var host) ? host
        : address == s_selfV4 || address == s_selfV6 ? EchoBehaviour.Healthy
        : Default;
}
