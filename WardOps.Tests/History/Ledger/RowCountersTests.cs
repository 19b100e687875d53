using WardOps.Core.History.Victoria;

namespace WardOps.Tests.History.Ledger;

public sealed class RowCountersTests
{
    private const string Page = """
        vm_app_start_timestamp 1795513800
        vm_rows_invalid_total{type="prometheus"} 3
        vm_rows_invalid_total{type="vmimport"} 7
        vm_rows_ignored_total{reason="big_timestamp"} 1
        vm_rows_ignored_total{reason="small_timestamp"} 0
        vm_rows_inserted_total{type="prometheus"} 12345
        # a comment
        nonsense
        vm_rows_ignored_total{reason="broken"} NaN
        """;

    [Fact]
    public void Only_our_counters_are_read_from_a_page_whatever_else_stands_there()
    {
        var counters = RowCounters.Of(ServerMetrics.Parse(Page));

        Assert.Equal(1795513800, counters.StartedAt);
        Assert.Equal(
            [("vm_rows_ignored_total{reason=\"big_timestamp\"}", 1L), ("vm_rows_ignored_total{reason=\"small_timestamp\"}", 0L), ("vm_rows_invalid_total{type=\"prometheus\"}", 3L)],
            counters.Rejected.Select(r => (r.Key, r.Value)).OrderBy(r => r.Key, StringComparer.Ordinal));
        Assert.Empty(RowCounters.Of(ServerMetrics.Parse("")).Rejected);
        Assert.Empty(RowCounters.Of(ServerMetrics.Parse("<html>not found</html>")).Rejected);
    }

    [Theory]
    [InlineData(100, 5, 100, 8, 3)]     // grown
    [InlineData(100, 5, 100, 5, null)]  // not grown
    [InlineData(100, 5, 200, 2, 2)]     // restarted: it counts from zero
    [InlineData(100, 5, 200, 0, null)]
    [InlineData(100, 5, 100, 2, null)]  // another server behind a balancer
    public void Growth_is_told_and_a_restart_begins_at_zero(double startedBefore, int before, double startedAfter, int after, int? grown)
    {
        var was = RowCounters.Of(ServerMetrics.Parse($"vm_app_start_timestamp {startedBefore}\nvm_rows_invalid_total{{type=\"prometheus\"}} {before}"));
        var now = RowCounters.Of(ServerMetrics.Parse($"vm_app_start_timestamp {startedAfter}\nvm_rows_invalid_total{{type=\"prometheus\"}} {after}"));

        Assert.Equal(grown, now.Since(was).Select(s => (int?)s.Rows).SingleOrDefault());
    }
}
