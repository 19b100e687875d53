namespace WardOps.Core.History.Reports;

/// <summary>Makes uptime of the length of rounds, over the range of a report. Pure.</summary>
/// <param name="From">Begin, at the start of a round.</param>
/// <param name="To">End, exclusive, at the start of a round.</param>
/// <param name="Round">Length of everybody's rounds.</param>
/// <param name="Now">Time that has not come yet is not unknown.</param>
internal readonly record struct ReportTime(DateTimeOffset From, DateTimeOffset To, TimeSpan Round, DateTimeOffset Now)
{
    // From the end of a round until it can be read: the last echo's timeout, the doubt of the self-check, the way into the store.
    private static readonly TimeSpan s_closing = TimeSpan.FromSeconds(5);

    /// <summary>End of what can be known at all: of the range, or of the round now open.</summary>
    public DateTimeOffset End => Spans.Earlier(To, Floor(Now) + Round);

    /// <summary>Up to here every round has had its time to close and to be written. The newest are not unknown, they are under way.</summary>
    public DateTimeOffset Settled => Spans.Earlier(To, Floor(Now - (Round > s_closing ? Round : s_closing)));

    /// <summary>Seconds up, down and unknown of a device.</summary>
    /// <param name="upSeconds">How long its rounds with a reply lasted.</param>
    /// <param name="knownSeconds">How long its rounds that say something lasted.</param>
    /// <param name="everyRounds">The device takes part in every so many-th round: each stands for so many.</param>
    /// <param name="excludedSeconds">Time of the device that counts for nothing, nor do the rounds in it.</param>
    public Uptime Of(long upSeconds, long knownSeconds, int everyRounds, double excludedSeconds = 0)
    {
        // More rounds than there is time for: it was probed more often once. The share up is right, the time is what there is.
        var (known, most) = ((double)knownSeconds * everyRounds, (End - From).TotalSeconds - excludedSeconds);
        var weight = everyRounds * (known > most ? most / known : 1);
        return new Uptime(upSeconds * weight, (knownSeconds - upSeconds) * weight, Math.Max(0, (Settled - From).TotalSeconds - excludedSeconds - known));
    }

    /// <summary>The same with its ends moved outwards to the round.</summary>
    public static ReportTime Around(DateTimeOffset from, DateTimeOffset to, TimeSpan round, DateTimeOffset now)
    {
        var exact = new ReportTime(from, to, round, now);
        return exact with { From = exact.Floor(from), To = exact.Floor(to + round - TimeSpan.FromTicks(1)) };
    }

    private DateTimeOffset Floor(DateTimeOffset time) => Spans.Floor(time, Round);
}
