using System.Globalization;

namespace WardOps.Core.History.Victoria;

/// <summary>What the server says of the rows that it threw away: its own counters, from its page /metrics.</summary>
/// <param name="StartedAt">When it was started, in seconds since the Unix epoch; null if it does not say.</param>
/// <param name="Rejected">By counter, such as <c>vm_rows_invalid_total{type="prometheus"}</c>.</param>
internal sealed record RowCounters(double? StartedAt, IReadOnlyDictionary<string, long> Rejected)
{
    /// <summary>Lines that were no Prometheus text. Those of other formats were not sent by WardOps.</summary>
    private const string Invalid = "vm_rows_invalid_total{";

    /// <summary>Samples too old for the retention, or too far in the future, by reason.</summary>
    private const string Ignored = "vm_rows_ignored_total{";

    private const string OurFormat = "type=\"prometheus\"";
    private const string Started = "vm_app_start_timestamp ";

    /// <summary>Understands Prometheus text; what it does not know it passes over.</summary>
    public static RowCounters Parse(string text)
    {
        double? started = null;
        var rejected = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var space = line.LastIndexOf(' ');
            if (space < 0 || !double.TryParse(line[(space + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            {
                continue;
            }

            if (line.StartsWith(Started, StringComparison.Ordinal))
            {
                started = value;
            }
            else if (line.StartsWith(Ignored, StringComparison.Ordinal) || (line.StartsWith(Invalid, StringComparison.Ordinal) && line.Contains(OurFormat, StringComparison.Ordinal)))
            {
                rejected[line[..space].TrimEnd().ToString()] = (long)value;
            }
        }

        return new RowCounters(started, rejected);
    }

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
