namespace WardOps.Tests.Integration;

public sealed class MetricsTests(MetricsApp app) : IClassFixture<MetricsApp>
{
    [Fact]
    public async Task Dump()
    {
        await Task.Delay(12000, TestContext.Current.CancellationToken);
        using var http = app.Client();
        await File.WriteAllTextAsync("/tmp/work/ping-metrics.txt", await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
    }
}
