using System.Runtime.Versioning;
using System.Text.Json;
using WardOps.Bench.Report;

namespace WardOps.Tests.Bench;

[SupportedOSPlatform("linux")]
public sealed class BenchReportTests
{
    [Fact]
    public void Json_OfRows_HasThePropertiesOfTheContract()
    {
        var rows = JsonDocument.Parse(BenchReport.ToJson(
        [
            new BenchRow("CPU per echo", "us", 5, "fping", 20, 0.45, IsRatioBudgeted: true),
            new BenchRow("false losses", "echoes", 3, "fping", 0, 0),
            new BenchRow("lag", "ms", null),
        ])).RootElement.EnumerateArray().ToArray();

        Assert.All(rows, r => Assert.Equal(
            ["budget", "median", "name", "pass", "peer", "peer_median", "ratio", "unit"], r.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)));
        Assert.Equal((0.25, true), (rows[0].GetProperty("ratio").GetDouble(), rows[0].GetProperty("pass").GetBoolean()));
        Assert.Equal((JsonValueKind.Null, false), (rows[1].GetProperty("ratio").ValueKind, rows[1].GetProperty("pass").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, rows[2].GetProperty("pass").ValueKind);
    }

    [Fact]
    public void Rows_ThatProveNothing_HaveFailed()
    {
        var row = new BenchRow("false losses", "echoes", 0, Budget: 0) { Void = "nothing was sent" };
        Assert.False(row.Pass);
        Assert.Null((row with { Budget = null }).Pass);
        Assert.Contains("**VOID**: nothing was sent", BenchReport.ToMarkdown([row]), StringComparison.Ordinal);
        Assert.DoesNotContain("void", BenchReport.ToJson([row]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Report_WithoutAnyRow_IsRefused_AndOneThatProvesNothingIsNoSuccess()
    {
        Assert.True(BenchOptions.TryParse(["--only", "nosuch"], out var options));
        Assert.Equal(2, await new BenchReport(options).FinishAsync());
        var flawed = new BenchReport(options);
        flawed.Add(new BenchRow("lag", "ms", 1) { Void = "broke off" });
        Assert.Equal(1, await flawed.FinishAsync());
    }

    [Fact]
    public void Options_WithAFileThatCannotBeWritten_SaySoBeforeAnythingIsMeasured()
    {
        Assert.True(BenchOptions.TryParse(["--json", "/proc/nosuch/rows.json"], out var options));
        Assert.Contains("/proc/nosuch/rows.json", options.WhyNotWritable(), StringComparison.Ordinal);
        Assert.True(BenchOptions.TryParse(["--quick"], out options));
        Assert.Null(options.WhyNotWritable());
    }

    [Theory]
    [InlineData(new double[] { 3, 1, 2 }, 2)]
    [InlineData(new double[] { 4, 1, 2, 3 }, 2.5)]
    public void Median_IsTheMiddle(double[] values, double median) => Assert.Equal(median, Figures.Median(values));

    [Fact]
    public void Figures_OfNothing_AreNull() => Assert.Equal(((double?)null, (double?)null), (Figures.Median([]), Figures.Percentile([], 0.5)));

    [Fact]
    public void Percentile_IsAValueOfTheRow()
        => Assert.Equal((50, 99, 100), (Figures.Percentile(Hundred(), 0.5), Figures.Percentile(Hundred(), 0.99), Figures.Percentile(Hundred(), 1)));

    [Theory]
    [InlineData("--quick --json a.json --repeats 2 --only burst", true)]
    [InlineData("--json", false)]
    [InlineData("--repeats 0", false)]
    [InlineData("--colour red", false)]
    public void Options_AreUnderstoodOrRefused(string arguments, bool isRight) => Assert.Equal(isRight, BenchOptions.TryParse(arguments.Split(' '), out _));

    private static IEnumerable<double> Hundred() => Enumerable.Range(1, 100).Select(i => (double)i);
}
