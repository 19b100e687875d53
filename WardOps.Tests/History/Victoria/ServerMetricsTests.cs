using CsCheck;
using WardOps.Core.History.Victoria;

namespace WardOps.Tests.History.Victoria;

public sealed class ServerMetricsTests
{
    private const string Page = """
        # HELP vm_rows_inserted_total rows
        vm_app_version{version="victoria-metrics-20220720-v1.79.5", short_version="v1.79.5"} 1
        vm_app_start_timestamp 1795515151
        vm_rows_invalid_total{type="prometheus"} 3
        vm_rows_invalid_total{type="vmimport"} 4e1
        flag{name="retentionPeriod", value="12", is_set="true"} 1
        flag{name="x", value="a \"b\" \\ \n}", is_set="true"} 1 1700000000000
        broken{a="b
        broken{a=b} 1
        broken one
        {} 1
        x NaN

        """;

    [Fact]
    public void Values_are_found_by_name_and_label()
    {
        var metrics = ServerMetrics.Parse(Page.ReplaceLineEndings("\r\n"));
        Assert.Equal(1795515151, metrics.Value("vm_app_start_timestamp"));
        Assert.Null(metrics.Value("none"));
        Assert.Equal(43, metrics.Sum("vm_rows_invalid_total"));
        Assert.Equal(40, metrics.Sum("vm_rows_invalid_total", "type", "vmimport"));
        Assert.Equal(0, metrics.Sum("none"));
        Assert.Equal("12", metrics.Flag("retentionPeriod"));
        Assert.Equal("a \"b\" \\ \n}", metrics.Flag("x"));
        Assert.Null(metrics.Flag("none"));
        Assert.Equal("v1.79.5", metrics.All[0].Label("short_version"));
        Assert.Equal(7, metrics.All.Count);
    }

    [Fact]
    public void Any_text_is_read_without_a_word()
        => Gen.String[Gen.Char["a{}=\"\\, \n1#"], 0, 40].Sample(text => ServerMetrics.Parse(text).All.All(m => m.Name.Length > 0), iter: 20_000);
}
