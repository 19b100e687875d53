using Microsoft.Extensions.Configuration;
using WardOps.Core.History;

namespace WardOps.Tests.History;

public sealed class HistoryOptionsTests
{
    [Fact]
    public void All_faults_are_said_at_once()
    {
        var options = Read(new()
        {
            ["VICTORIA_URL"] = "victoria:8428/x",
            ["VICTORIA_RETENTION_PERIOD"] = "a year",
            ["VICTORIA_ENABLE_COMPRESSION"] = "maybe",
            ["History:BacklogBytes"] = "7",
            ["History:SpoolBytes"] = "4 GB",
            ["History:SpoolAge"] = "0:00:30",
        });
        var result = new HistoryOptionsValidator().Validate(null, options);
        Assert.Equal(6, result.Failures!.Count());
    }

    [Fact]
    public void Nothing_set_is_right()
    {
        var options = Read([]);
        Assert.True(new HistoryOptionsValidator().Validate(null, options).Succeeded);
        Assert.Equal((12, true, 128L * 1024 * 1024), (options.RetentionMonths, options.Compression, options.BacklogBytes));
        Assert.Equal((4L * 1024 * 1024 * 1024, TimeSpan.FromDays(7)), (options.SpoolBytes, options.SpoolAge));
        Assert.True(Path.IsPathFullyQualified(options.DataFolder));
    }

    [Theory]
    [InlineData("16777216", "00:01:00", 0)]
    [InlineData("1099511627776", "400.00:00:00", 0)]
    [InlineData("16777215", "00:00:59", 2)]
    [InlineData("1099511627777", "400.00:00:01", 2)]
    [InlineData("-1", "a week", 2)]
    public void The_spool_has_bounds_that_are_bounded(string bytes, string age, int faults)
    {
        var options = Read(new() { ["History:SpoolBytes"] = bytes, ["History:SpoolAge"] = age });
        var result = new HistoryOptionsValidator().Validate(null, options);
        Assert.Equal(faults, result.Failures?.Count() ?? 0);
        Assert.All(result.Failures ?? [], f => Assert.StartsWith("History:Spool", f, StringComparison.Ordinal));
    }

    private static HistoryOptions Read(Dictionary<string, string?> values)
        => HistoryOptions.From(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
}
