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
        });
        var result = new HistoryOptionsValidator().Validate(null, options);
        Assert.Equal(4, result.Failures!.Count());
    }

    [Fact]
    public void Nothing_set_is_right()
    {
        var options = Read([]);
        Assert.True(new HistoryOptionsValidator().Validate(null, options).Succeeded);
        Assert.Equal((12, true, 128L * 1024 * 1024), (options.RetentionMonths, options.Compression, options.BacklogBytes));
        Assert.True(Path.IsPathFullyQualified(options.DataFolder));
    }

    private static HistoryOptions Read(Dictionary<string, string?> values)
        => HistoryOptions.From(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
}
