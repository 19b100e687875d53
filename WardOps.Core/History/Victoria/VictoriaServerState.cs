namespace WardOps.Core.History.Victoria;

/// <summary>What a server says of itself.</summary>
/// <param name="Answers">Whether it answers a question now.</param>
/// <param name="Problem">Why it does not, in words for people; null if it does.</param>
public sealed record VictoriaServerState(bool Answers, string? Problem)
{
    /// <summary>Such as "v1.79.5"; null if it does not say: Debian's build does not, nor does a cluster.</summary>
    public string? Version { get; init; }

    /// <summary>When it was started, to the second; null in a cluster, where no one process is the server.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>-retentionPeriod, as it was written: months of 31 days unless it has a unit. Null if it does not say.</summary>
    public string? RetentionPeriod { get; init; }

    /// <summary>-dedup.minScrapeInterval, such as "10s": of two samples of a series in one such window the last stays. Null if it does not say.</summary>
    public string? DedupInterval { get; init; }

    /// <summary>-search.latencyOffset, such as "30s": newer samples do not show in ranges. Null if it does not say.</summary>
    public string? LatencyOffset { get; init; }
}
