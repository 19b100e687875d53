namespace WardOps.Core.Status;

/// <summary>A row of <c>rounds</c>: the last round that a node closed. One row per node, however many devices it probes.</summary>
internal sealed class RoundRow
{
    public required string Node { get; set; }

    public long Number { get; set; }

    public DateTimeOffset At { get; set; }

    public DateTimeOffset ClosedAt { get; set; }
}
