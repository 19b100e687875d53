using System.Collections.Concurrent;
using System.Net;

namespace WardOps.Core.Probing.Faults;

/// <summary>Which addresses are disturbed and how. May be changed from any thread, at any time; takes effect with the next reply.</summary>
public sealed class EchoFaults(IFaultScript? script = null)
{
    private readonly ConcurrentDictionary<EchoAddress, EchoFault> _byHand = new();

    /// <summary>From now on no reply of this address comes through.</summary>
    public void Cut(IPAddress address) => Set(address, EchoFault.Cut);

    /// <summary>From now on this address answers as it does in truth, whatever the script says.</summary>
    public void Restore(IPAddress address) => Set(address, EchoFault.None);

    /// <summary>From now on this fault applies to the address, whatever the script says.</summary>
    public void Set(IPAddress address, EchoFault fault) => _byHand[EchoAddress.From(address)] = fault;

    /// <summary>Gives the address back to the script.</summary>
    public void Release(IPAddress address) => _byHand.TryRemove(EchoAddress.From(address), out _);

    /// <summary>What applies now: what was set by hand, else what the script says.</summary>
    /// <param name="address">Who answers.</param>
    /// <param name="now">Wall clock, nanoseconds since the Unix epoch.</param>
    public EchoFault Of(EchoAddress address, long now)
        => _byHand.TryGetValue(address, out var fault) ? fault : script?.Of(address, now) ?? EchoFault.None;
}
