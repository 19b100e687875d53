namespace WardOps.Core.History.Victoria;

/// <summary>What the server says of the rows that it threw away: its own counters, from its page /metrics.</summary>
/// <param name="StartedAt">When it was started, in seconds since the Unix epoch; null if it does not say.</param>
/// <param name="Rejected">By counter, such as <c>vm_rows_invalid_total{type="prometheus"}</c>.</param>
internal sealed record RowCounters(double? StartedAt, IReadOnlyDictionary<string, long> Rejected)
{
    private const string Started = "vm_app_start_timestamp";

    /// <summary>Lines that were no Prometheus text. Those of other formats were not sent by WardOps.</summary>
    private const string Invalid = "vm_rows_invalid_total";

    /// <summary>Samples too old for the retention, or too far in the future, by reason.</summary>
    private const string Ignored = "vm_rows_ignored_total";

    public static RowCounters Of(ServerMetrics metrics) => new(
        metrics.Value(Started),
        metrics.All
            .Where(m => double.IsFinite(m.Value) && (m.Name == Ignored || (m.Name == Invalid && m.Label("type") == "prometheus")))
            .GroupBy(m => $"{m.Name}{{{string.Join(',', m.Labels.Select(l => $"{l.Key}=\"{l.Value}\""))}}}", StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (long)g.Sum(m => m.Value), StringComparer.Ordinal));

    /// <summary>By how much each counter has grown since then. A server that was started since counts from zero.</summary>
    public IEnumerable<(string Counter, long Rows)> Since(RowCounters earlier)
    {
        var wasRestarted = StartedAt != earlier.StartedAt;
        foreach (var (counter, rows) in Rejected)
        {
            var before = wasRestarted ? 0 : earlier.Rejected.GetValueOrDefault(counter);
            // Smaller without a new start: behind a balancer another server has answered. Nothing can be said of that.
            if (rows > before)
            {
                yield return (counter, rows - before);
            }
        }
    }
}
