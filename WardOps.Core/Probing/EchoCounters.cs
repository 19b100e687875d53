namespace WardOps.Core.Probing;

/// <summary>What the echo loop has counted since it started.</summary>
/// <param name="Sent">Regular echoes that left.</param>
/// <param name="Answered">Regular and confirming echoes answered in time.</param>
/// <param name="Lost">Echoes sent and not answered in time.</param>
/// <param name="NotSent">Echoes that never left.</param>
/// <param name="Cancelled">Echoes cut off by the stop of the loop.</param>
/// <param name="Late">Valid replies after the timeout.</param>
/// <param name="Duplicates">Valid replies to an echo already answered.</param>
/// <param name="Foreign">Messages that were never ours.</param>
/// <param name="Spoofed">Messages with our nonce whose seal, sequence or source does not fit.</param>
/// <param name="Malformed">Messages with our identifier and a wrong length, code or checksum.</param>
/// <param name="Errors">ICMP errors about our requests.</param>
/// <param name="SkippedRounds">Rounds that were due and did not begin: the clock stepped or the loop was too late.</param>
/// <param name="DroppedTicks">Ticks that nobody took in time.</param>
/// <param name="MaxLagNs">The most that an echo was sent after it was due, in nanoseconds.</param>
public readonly record struct EchoCounters(
    long Sent,
    long Answered,
    long Lost,
    long NotSent,
    long Cancelled,
    long Late,
    long Duplicates,
    long Foreign,
    long Spoofed,
    long Malformed,
    long Errors,
    long SkippedRounds,
    long DroppedTicks,
    long MaxLagNs)
{
    /// <summary>Confirming echoes that left.</summary>
    public long Confirming { get; init; }

    /// <summary>Echoes to canaries and anchors that left.</summary>
    public long Sentinels { get; init; }

    /// <summary>Echoes on demand that left.</summary>
    public long OnDemand { get; init; }

    /// <summary>Rounds begun.</summary>
    public long Rounds { get; init; }

    /// <summary>Ticks that could not be believed, as a whole or for one address family.</summary>
    public long BlindTicks { get; init; }

    /// <summary>CPU time of the loop's thread in nanoseconds; 0 where the system does not tell.</summary>
    public long CpuNs { get; init; }

    /// <summary>Managed memory that the loop's thread has allocated, in bytes.</summary>
    public long AllocatedBytes { get; init; }
}
