namespace WardOps.Lab;

/// <summary>The counters as they grow. One thread counts; any thread may read them.</summary>
internal sealed class TunTally
{
    public long Requests;
    public long Replies;
    public long Dropped;
    public long Duplicates;
    public long Spoofed;
    public long Truncated;
    public long WrongIds;
    public long Errors;
    public long Unparsable;
    public long Others;
    public long WriteErrors;
    public long ReadErrors;
    public long Waiting;
    public long Tardy;
    public long WorstLagTicks;   // of TimeSpan: 100 ns

    public TunCounters Read() => new()
    {
        Requests = Volatile.Read(ref Requests),
        Replies = Volatile.Read(ref Replies),
        Dropped = Volatile.Read(ref Dropped),
        Duplicates = Volatile.Read(ref Duplicates),
        Spoofed = Volatile.Read(ref Spoofed),
        Truncated = Volatile.Read(ref Truncated),
        WrongIds = Volatile.Read(ref WrongIds),
        Errors = Volatile.Read(ref Errors),
        Unparsable = Volatile.Read(ref Unparsable),
        Others = Volatile.Read(ref Others),
        WriteErrors = Volatile.Read(ref WriteErrors),
        ReadErrors = Volatile.Read(ref ReadErrors),
        Waiting = Volatile.Read(ref Waiting),
        Tardy = Volatile.Read(ref Tardy),
        WorstLag = TimeSpan.FromTicks(Volatile.Read(ref WorstLagTicks)),
    };
}
