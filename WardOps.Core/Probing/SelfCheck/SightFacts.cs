namespace WardOps.Core.Probing.SelfCheck;

/// <summary>What the self-check knows at the end of a tick. Counts are those of the tick, unless it says otherwise.</summary>
public readonly record struct SightFacts
{
    /// <summary>What the transport says of itself; null while it can send.</summary>
    public string? SocketProblem { get; init; }

    /// <summary>Echoes to the monitor itself that were lost.</summary>
    public int CanariesLost { get; init; }

    /// <summary>By how much the drop counter of the socket has grown.</summary>
    public long Drops { get; init; }

    /// <summary>The most that an echo left after it was due, in nanoseconds.</summary>
    public long MaxLagNs { get; init; }

    /// <summary>Echoes to devices that left.</summary>
    public int Sent { get; init; }

    /// <summary>Echoes that did not leave by a fault of the whole monitor.</summary>
    public int NotSent { get; init; }

    /// <summary>Echoes that did not leave because of a route or a firewall rule, which may concern a part of the fleet only.</summary>
    public int NotRouted { get; init; }

    /// <summary>By how much the wall clock moved against the monotonic one, in nanoseconds.</summary>
    public long ClockStepNs { get; init; }

    /// <summary>Anchors that have answered at some time.</summary>
    public int Anchors { get; init; }

    /// <summary>Of these, the ones whose last echo was answered.</summary>
    public int AnchorsAnswering { get; init; }

    /// <summary>Echoes of the last seconds to devices that had answered the one before.</summary>
    public int Asked { get; init; }

    /// <summary>Of these, the lost ones.</summary>
    public int Fell { get; init; }

    /// <summary>Echoes of the last seconds that were answered, whoever sent them.</summary>
    public int Answered { get; init; }

    /// <summary>Echoes of the last seconds that were lost.</summary>
    public int Lost { get; init; }
}
