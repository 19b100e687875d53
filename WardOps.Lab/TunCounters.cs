namespace WardOps.Lab;

/// <summary>
/// What the simulator has read and written since its start, in packets. A verdict that trusts the lab compares: what the
/// monitor says it sent is <see cref="Requests"/>, and what it says it got (answered, late, duplicate) is <see cref="Replies"/>.
/// </summary>
public sealed record TunCounters
{
    /// <summary>Echo requests read.</summary>
    public long Requests { get; init; }

    /// <summary>Echo replies written, right and wrong ones, every copy.</summary>
    public long Replies { get; init; }

    /// <summary>Requests that were left unanswered on purpose: loss, dead, flapping, cut or silent.</summary>
    public long Dropped { get; init; }

    /// <summary>Of <see cref="Replies"/>: all but the first to the same request.</summary>
    public long Duplicates { get; init; }

    /// <summary>Of <see cref="Replies"/>: from another address than was asked.</summary>
    public long Spoofed { get; init; }

    /// <summary>Of <see cref="Replies"/>: shorter than the request.</summary>
    public long Truncated { get; init; }

    /// <summary>Of <see cref="Replies"/>: with another ICMP identifier.</summary>
    public long WrongIds { get; init; }

    /// <summary>ICMP errors written.</summary>
    public long Errors { get; init; }

    /// <summary>Packets read that a real host would not understand, such as one with a wrong checksum.</summary>
    public long Unparsable { get; init; }

    /// <summary>Proper packets read that are no echo requests.</summary>
    public long Others { get; init; }

    /// <summary>Answers that the kernel did not take.</summary>
    public long WriteErrors { get; init; }

    /// <summary>Reads that failed: the device is down or gone.</summary>
    public long ReadErrors { get; init; }

    /// <summary>Answers whose time has not come yet.</summary>
    public long Waiting { get; init; }

    /// <summary>Answers written more than half a millisecond after they were due.</summary>
    public long Tardy { get; init; }

    /// <summary>The most that an answer was written after it was due.</summary>
    public TimeSpan WorstLag { get; init; }

    /// <summary>Requests that got an answer of any kind.</summary>
    public long Answered => Replies - Duplicates + Errors;

    /// <summary>Nothing is under way, nothing failed, and every request was answered or dropped on purpose.</summary>
    public bool IsBalanced => Waiting == 0 && WriteErrors == 0 && ReadErrors == 0 && Requests == Answered + Dropped;

    /// <summary>What was counted after <paramref name="earlier"/> was read. <see cref="Waiting"/> and <see cref="WorstLag"/> are those of now.</summary>
    public TunCounters Since(TunCounters earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return this with
        {
            Requests = Requests - earlier.Requests,
            Replies = Replies - earlier.Replies,
            Dropped = Dropped - earlier.Dropped,
            Duplicates = Duplicates - earlier.Duplicates,
            Spoofed = Spoofed - earlier.Spoofed,
            Truncated = Truncated - earlier.Truncated,
            WrongIds = WrongIds - earlier.WrongIds,
            Errors = Errors - earlier.Errors,
            Unparsable = Unparsable - earlier.Unparsable,
            Others = Others - earlier.Others,
            WriteErrors = WriteErrors - earlier.WriteErrors,
            ReadErrors = ReadErrors - earlier.ReadErrors,
            Tardy = Tardy - earlier.Tardy,
        };
    }

    public override string ToString() => FormattableString.Invariant(
        $"requests {Requests}, replies {Replies} (duplicates {Duplicates}, spoofed {Spoofed}, truncated {Truncated}, wrong ids {WrongIds}), ")
        + FormattableString.Invariant($"errors {Errors}, dropped on purpose {Dropped}, waiting {Waiting}, others {Others}, unparsable {Unparsable}, ")
        + FormattableString.Invariant($"read errors {ReadErrors}, write errors {WriteErrors}, tardy {Tardy}, worst lag {WorstLag.TotalMilliseconds:0.00} ms");
}
