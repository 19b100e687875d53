namespace WardOps.Core.History.Spool;

/// <summary>One file of the spool. Changed by <see cref="SpoolIndex"/> alone, under its lock.</summary>
internal sealed class Segment(long sequence, string path, long madeStamp)
{
    public long Sequence { get; } = sequence;

    public string Path { get; } = path;

    /// <summary>When it was made or found, by the monotonic clock.</summary>
    public long MadeStamp { get; } = madeStamp;

    /// <summary>Since when its newest round waits, by the monotonic clock.</summary>
    public long NewestStamp { get; set; } = madeStamp;

    /// <summary>When a round of it was acknowledged last, by the monotonic clock.</summary>
    public long AcknowledgedStamp { get; set; } = madeStamp;

    /// <summary>Bytes on disk.</summary>
    public long Length { get; set; }

    /// <summary>How many of its rounds wait.</summary>
    public int Waiting { get; set; }

    /// <summary>No round before this one waits.</summary>
    public int FirstWaiting { get; set; }

    /// <summary>In the order in which they were spooled.</summary>
    public List<SpoolEntry> Entries { get; } = [];
}
