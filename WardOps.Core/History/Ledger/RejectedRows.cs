namespace WardOps.Core.History.Ledger;

/// <summary>Rows that the store has thrown away without saying so to the one who sent them, and what was sent in that time.</summary>
/// <param name="From">When the store's counters were looked at before.</param>
/// <param name="To">When they had grown.</param>
/// <param name="Counter">Which counter, such as <c>vm_rows_ignored_total{reason="big_timestamp"}</c>.</param>
/// <param name="Rows">By how much it has grown.</param>
/// <param name="Sent">Rounds that were acknowledged in that time. Others may write into the same store: it does not say whose rows they were.</param>
/// <param name="Example">A line of what was sent; null if nothing was.</param>
public sealed record RejectedRows(DateTimeOffset From, DateTimeOffset To, string Counter, long Rows, SentRounds Sent, string? Example)
{
    /// <summary>What it means, and what to do.</summary>
    public string Explanation => Counter switch
    {
        _ when Counter.Contains("invalid", StringComparison.Ordinal) =>
            "Lines that could not be understood were thrown away, although the request was answered with success. If nobody else writes to this server it is a defect of WardOps: please report it with the example.",
        _ when Counter.Contains("big_timestamp", StringComparison.Ordinal) =>
            "Samples more than two days in the future were thrown away. Check the clock of this machine and that of the store.",
        _ when Counter.Contains("small_timestamp", StringComparison.Ordinal) =>
            "Samples older than the retention were thrown away. Check the clocks, and VICTORIA_RETENTION_PERIOD against -retentionPeriod of the server.",
        _ => "The server has thrown samples away. Its documentation says what this counter counts.",
    };
}
