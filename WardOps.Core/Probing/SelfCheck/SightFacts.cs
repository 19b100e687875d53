namespace WardOps.Core.Probing.SelfCheck;

/// <summary>What the self-check knows of the monitor itself at the end of a tick. Counts are those of the tick, unless it says otherwise.</summary>
public readonly record struct SightFacts
{
    /// <summary>What the transport says of itself; null while it can send.</summary>
    public string? SocketProblem { get; init; }

    /// <summary>Echoes to the monitor itself that were lost.</summary>
    public int CanariesLost { get; init; }

    /// <summary>Why an echo to the monitor itself could not be sent; none if all were.</summary>
    public NotSentReason CanaryNotSent { get; init; }

    /// <summary>By how much the drop counter of the socket has grown.</summary>
    public long Drops { get; init; }

    /// <summary>The most that an echo left after it was due, in nanoseconds.</summary>
    public long MaxLagNs { get; init; }

    /// <summary>Devices that are asked: all that have an address.</summary>
    public int Hosts { get; init; }

    /// <summary>Of these, the ones whose last echo did not leave by a fault of the whole monitor.</summary>
    public int NotSent { get; init; }

    /// <summary>Devices that are asked over the address family of which the smaller share is refused.</summary>
    public int RoutedHosts { get; init; }

    /// <summary>Of these, the ones whose last echo was refused by a route or a firewall rule, which may concern a part of the fleet only.</summary>
    public int NotRouted { get; init; }

    /// <summary>With the devices of one more address family: that nothing leaves by IPv6 says nothing of what is seen by IPv4.</summary>
    public SightFacts WithRoutes(int hosts, int notRouted)
        => hosts == 0 || (RoutedHosts > 0 && (double)notRouted / hosts >= (double)NotRouted / RoutedHosts) ? this : this with { RoutedHosts = hosts, NotRouted = notRouted };

    /// <summary>By how much the wall clock moved against the monotonic one, in nanoseconds.</summary>
    public long ClockStepNs { get; init; }
}
