using System.Net.Sockets;
using WardOps.Core.Devices;
using WardOps.Core.Probing.OnDemand;
using WardOps.Core.Probing.SelfCheck;

namespace WardOps.Core.Probing;

/// <summary>What the lanes of one loop share.</summary>
internal sealed class LoopParts(ProbingOptions options, ProbeOrders orders, IEchoTransportSource source, EchoKey key, TickBuffer ticks, EchoTally tally)
{
    private readonly EchoAddress[] _anchors = [.. options.ParsedAnchors.Select(a => EchoAddress.From(a))];

    public ProbingOptions Options => options;

    public ProbeOrders Orders => orders;

    public IEchoTransportSource Source => source;

    public EchoKey Key => key;

    public TickBuffer Ticks => ticks;

    public EchoTally Tally => tally;

    /// <summary>For confirmations.</summary>
    public SendBudget Budget { get; } = new();

    public PingDesk Pings { get; } = new(EchoClock.Nanos(options.PingSpacing));

    public SightWatch Sight { get; } = new(options);

    public ProbeOrder NoDevices { get; } = new(Catalog.Empty, ProbePolicy.Default);

    /// <summary>The common timeout, which also holds for pings on demand.</summary>
    public byte Timeout { get; } = TimeoutClass.Of(options.Timeout);

    public byte SentinelTimeout { get; } = TimeoutClass.Of(options.SentinelTimeout);

    public long ConfirmationSpacingNs { get; } = EchoClock.Nanos(options.ConfirmationSpacing);

    public long RenewFlowNs { get; } = EchoClock.Nanos(options.RenewFlowAfter);

    /// <summary>Wall clock less monotonic clock, in nanoseconds, as of the last step.</summary>
    public long ClockOffset { get; set; }

    /// <summary>So much time has passed for all budgets.</summary>
    public void Refill(long elapsedNs)
    {
        Budget.Refill(elapsedNs);
        Pings.Refill(elapsedNs);
    }

    /// <summary>Some anchor lies on this machine.</summary>
    public bool HasLoopbackAnchors => Array.Exists(_anchors, a => a.IsLoopback);

    /// <summary>The hosts that keep the sight of a family.</summary>
    public IEnumerable<EchoAddress> Anchors(AddressFamily family) => _anchors.Where(a => a.Family == family);
}
