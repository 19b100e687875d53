using System.Net.Http.Json;
using System.Text.Json;
using WardOps.Core.Devices;
using WardOps.Core.History.Sums;

namespace WardOps.Tests.Integration;

/// <summary>Problems and heat maps on the whole application, with a past that a store might have told.</summary>
public sealed class DashboardApiTests(AppWithoutVictoria app) : IClassFixture<AppWithoutVictoria>
{
    private readonly HttpClient _http = app.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Problems_AFlappingDevice_IsOnItsListAndCounted()
    {
        var device = app.Get<DeviceCatalog>().Current.Devices.First(d => d.Region == "Guria");
        Flap(device, steps: 9);

        var problems = await GetAsync("/api/v1/dashboard/problems?region=Guria");
        Assert.Equal(["newly_down", "flapping", "chronic", "counts", "as_of"], Names(problems));
        var item = Assert.Single(problems.GetProperty("flapping").EnumerateArray());
        Assert.Equal((device.Id.ToString(), 9), (item.GetProperty("device_id").GetString(), item.GetProperty("unstable_steps").GetInt32()));
        Assert.Equal("up", item.GetProperty("status").GetString());

        var other = await GetAsync("/api/v1/dashboard/problems?region=Guria&kind=chronic");
        Assert.Empty(other.GetProperty("flapping").EnumerateArray());
        Assert.Equal(1, other.GetProperty("counts").GetProperty("flapping").GetInt32());
        Assert.Empty((await GetAsync("/api/v1/dashboard/problems?region=Kakheti")).GetProperty("flapping").EnumerateArray());

        var stats = await GetAsync("/api/v1/dashboard/stats?region=Guria");
        Assert.Equal(1, stats.GetProperty("problems").GetProperty("flapping").GetInt32());
        var top = stats.GetProperty("top_problem_devices")[0];
        Assert.Equal(["device_id", "device_name", "device_ip", "downtime_seconds", "uptime_percent", "status", "kind"], Names(top));
        Assert.Equal("flapping", top.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Stats_DevicesThatWereDown_AreRankedByDownTime()
    {
        var devices = app.Get<DeviceCatalog>().Current.Devices.Where(d => d.Region == "Samegrelo").Take(2).ToList();
        Flap(devices[0], steps: 3);
        Flap(devices[1], steps: 2);

        var top = (await GetAsync("/api/v1/dashboard/stats?region=Samegrelo")).GetProperty("top_problem_devices").EnumerateArray().ToList();
        Assert.Equal(devices.Select(d => d.Id.ToString()), top.Select(t => t.GetProperty("device_id").GetString()));
        Assert.All(top, t => Assert.Equal("other", t.GetProperty("kind").GetString()));
    }

    [Theory]
    [InlineData("group_by=region&period=24h", 10, 24, 3600)]
    [InlineData("group_by=branch", 128, 24, 3600)]
    [InlineData("group_by=branch&period=30d&time_zone=UTC", 128, 30, 86400)]
    [InlineData("group_by=region&period=30d&chronic=out", 10, 30, 86400)]
    public async Task Heatmap_AnyQuestion_HasARowForEachGroupAndACellForEachStep(string query, int groups, int cells, int seconds)
    {
        var map = await GetAsync($"/api/v1/dashboard/heatmap?{query}");

        Assert.Equal(["groups", "step_seconds", "as_of"], Names(map));
        Assert.Equal(seconds, map.GetProperty("step_seconds").GetInt32());
        Assert.Equal(groups, map.GetProperty("groups").GetArrayLength());
        Assert.All(map.GetProperty("groups").EnumerateArray(), g => Assert.Equal(cells, g.GetProperty("cells").GetArrayLength()));
        var newest = map.GetProperty("groups")[0].GetProperty("cells")[cells - 1];
        Assert.Equal(["from", "uptime_percent", "coverage_percent"], Names(newest));
        Assert.Equal(JsonValueKind.Null, map.GetProperty("groups")[0].GetProperty("cells")[0].GetProperty("uptime_percent").ValueKind);
    }

    /// <summary>As if the store had told of so many steps both up and down, before the application began.</summary>
    private void Flap(WatchedDevice device, int steps)
    {
        var sums = app.Get<RollingSums>();
        var first = SumsSteps.StepOf(sums.Start) - steps - 2;
        sums.TakeSteps(
            SumsSteps.StartOfStep(first),
            SumsSteps.StartOfStep(first + steps),
            [.. Enumerable.Range(0, steps).Select(i => new StepSum(device.Id, SumsSteps.StartOfStep(first + i), 100, 300))]);
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);

    private async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), Cancellation);
}
