using System.Collections.Concurrent;
using System.Net;

namespace WardOps.Core.Probing.Simulation;

/// <summary>The hosts of a simulated network. May be changed from any thread while it is in use.</summary>
/// <param name="seed">Chooses which requests are lost and how long the others take; the same seed gives the same run.</param>
public sealed class SimulatedNetwork(ulong seed)
{
    private readonly ConcurrentDictionary<uint, EchoBehaviour> _hosts = new();

    public ulong Seed => seed;

    /// <summary>How every host behaves that was not told otherwise.</summary>
    public EchoBehaviour Default { get; set; } = new() { Rtt = TimeSpan.FromMilliseconds(1), Jitter = TimeSpan.FromMilliseconds(4) };

    /// <summary>While not 0, no request leaves: the queue of the kernel is full, with this errno.</summary>
    public int QueueErrno { get; set; }

    public EchoBehaviour this[IPAddress address]
    {
        get => Of(Ipv4.Pack(address));
        set => _hosts[Ipv4.Pack(address)] = value;
    }

    internal EchoBehaviour Of(uint address) => _hosts.GetValueOrDefault(address, Default);
}
