namespace WardOps.Core.History.Spool;

/// <summary>One round of the spool and where its body is. Changed by <see cref="SpoolIndex"/> alone, under its lock.</summary>
internal sealed class SpoolEntry(RoundHead head)
{
    public RoundHead Head { get; } = head;

    /// <summary>Where it lies on disk; null while it is in memory only.</summary>
    public Segment? Segment { get; set; }

    /// <summary>Of its header in the segment, in bytes.</summary>
    public long Offset { get; set; }

    /// <summary>Its body, while it is in memory only.</summary>
    public byte[]? Memory { get; set; }

    public EntryState State { get; set; }

    /// <summary>When it was acknowledged, by the monotonic clock.</summary>
    public long AcknowledgedStamp { get; set; }

    /// <summary>It was sent again since the server might have restarted.</summary>
    public bool WasDoubted { get; set; }
}
