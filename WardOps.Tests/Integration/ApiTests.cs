using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Integration;

public sealed class ApiTests(AppWithoutVictoria app) : IClassFixture<AppWithoutVictoria>
{
    private readonly HttpClient _http = app.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Devices_NoFilter_HasThePropertiesOfTheContractInOrder()
    {
        var page = await GetAsync("/api/v1/devices?page_size=1");

        Assert.Equal(["items", "total", "page", "page_size"], Names(page));
        Assert.Equal(
            ["id", "name", "ip", "branch", "region", "device_type", "parent_id", "parents", "enabled", "status", "flags", "down_since", "last_ping_at", "rtt_ms", "loss_percent", "tags", "behind_id"],
            Names(page.GetProperty("items")[0]));
        Assert.Equal(877, page.GetProperty("total").GetInt32());
        Assert.Equal("up", page.GetProperty("items")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Devices_Filters_NarrowAndPageTogether()
    {
        var guria = await GetAsync("/api/v1/devices?region=Guria&device_type=Router&sort=-name&page_size=2&page=1");

        Assert.Equal(2, guria.GetProperty("items").GetArrayLength());
        Assert.All(guria.GetProperty("items").EnumerateArray(), d => Assert.Equal(("Guria", "Router"), (d.GetProperty("region").GetString(), d.GetProperty("device_type").GetString())));
        Assert.Equal(0, (await GetAsync("/api/v1/devices?status=down")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Device_ById_IsTheItemOfTheList()
    {
        var item = (await GetAsync("/api/v1/devices?page_size=1")).GetProperty("items")[0];

        var device = await GetAsync($"/api/v1/devices/{item.GetProperty("id").GetString()}");

        Assert.Equal(item.GetProperty("ip").GetString(), device.GetProperty("ip").GetString());
        Assert.Equal(Names(item), Names(device));
    }

    [Fact]
    public async Task Stats_WholeFleet_HasThePropertiesOfTheContractInOrder()
    {
        var stats = await GetAsync("/api/v1/dashboard/stats");

        Assert.Equal(
            ["total_devices", "devices_up", "devices_down", "devices_unreachable", "devices_unknown", "uptime_percent", "coverage_percent", "top_problem_devices", "active_alerts", "critical_alerts", "as_of", "problems"],
            Names(stats));
        Assert.Equal((877, 877), (stats.GetProperty("total_devices").GetInt32(), stats.GetProperty("devices_up").GetInt32()));
        Assert.EndsWith("Z", stats.GetProperty("as_of").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stats_OneRegion_CountsThatRegion()
        => Assert.Equal(28, (await GetAsync("/api/v1/dashboard/stats?region=Guria")).GetProperty("total_devices").GetInt32());

    [Theory]
    [InlineData("/api/v1/devices/7a96efed-ec2f-42ab-9f5a-f44534c0c547", 404)]
    [InlineData("/api/v1/devices/no-such-id", 404)]
    [InlineData("/api/v1/devices/no-such-id/history", 404)]
    [InlineData("/api/v1/no-such-thing", 404)]
    [InlineData("/api/v1/devices?status=sideways", 400)]
    [InlineData("/api/v1/devices?sort=colour", 400)]
    [InlineData("/api/v1/devices?page=0", 400)]
    [InlineData("/api/v1/devices?page=one", 400)]
    [InlineData("/api/v1/devices?page_size=100000", 400)]
    [InlineData("/api/v1/dashboard/stats?region=Atlantis", 400)]
    [InlineData("/api/v1/dashboard/problems?region=Atlantis", 400)]
    [InlineData("/api/v1/dashboard/problems?kind=sideways", 400)]
    [InlineData("/api/v1/dashboard/heatmap?group_by=colour", 400)]
    [InlineData("/api/v1/dashboard/heatmap?period=1y", 400)]
    [InlineData("/api/v1/dashboard/heatmap?chronic=perhaps", 400)]
    [InlineData("/api/v1/dashboard/heatmap?time_zone=Mars/Olympus", 400)]
    [InlineData("/api/v1/dashboard/heatmap?time_zone=../../../etc/passwd", 400)]
    [InlineData("/api/v1/dashboard/heatmap?time_zone=/etc/localtime", 400)]
    public async Task Get_NotThereOrNotUnderstood_IsProblemDetails(string path, int status)
    {
        using var reply = await _http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        await IsProblemAsync(reply, (HttpStatusCode)status);
    }

    [Theory]
    [InlineData("time_range=soon")]
    [InlineData("time_range=-1h")]
    [InlineData("time_range=99999d")]
    [InlineData("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")]
    [InlineData("from=yesterday")]
    [InlineData("time_range=30d&step=1s")]
    public async Task History_BadRange_IsA400InWords(string query)
    {
        using var reply = await _http.GetAsync(new Uri($"/api/v1/devices/{await AnyIdAsync()}/history?{query}", UriKind.Relative), Cancellation);
        await IsProblemAsync(reply, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task History_VictoriaMetricsAway_Is503AndStatusGoesOn()
    {
        using var reply = await _http.GetAsync(new Uri($"/api/v1/devices/{await AnyIdAsync()}/history?time_range=24h", UriKind.Relative), Cancellation);

        await IsProblemAsync(reply, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(877, (await GetAsync("/api/v1/devices?status=up")).GetProperty("total").GetInt32());
    }

    /// <summary>One quarter of a second that is doubted makes one round unknown: it has no figures, and a round-trip time of nought is none.</summary>
    [Fact]
    public async Task Devices_AfterADoubtedRound_HaveNoRoundTripTimeRatherThanNought()
    {
        var network = app.Get<SimulatedNetwork>();
        var hadNone = false;
        await Eventually.TrueAsync(async () =>
        {
            network.Drops++;
            var items = (await GetAsync("/api/v1/devices?page_size=500")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("rtt_ms")).ToList();
            Assert.DoesNotContain(items, r => r.ValueKind == JsonValueKind.Number && r.GetDouble() == 0);
            return hadNone |= items.TrueForAll(r => r.ValueKind == JsonValueKind.Null);
        });

        await Eventually.TrueAsync(async () => (await GetAsync("/api/v1/devices?page_size=1")).GetProperty("items")[0].GetProperty("rtt_ms").ValueKind == JsonValueKind.Number);
    }

    [Fact]
    public async Task Ping_OfADevice_SendsItsEchoesNow()
    {
        using var reply = await PostAsync($"/api/v1/devices/{await AnyIdAsync()}/ping?count=3");
        var report = await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(["device_id", "ip", "sent", "answered", "loss_percent", "rtt_ms", "echoes", "hint"], Names(report));
        Assert.Equal((3, 3), (report.GetProperty("sent").GetInt32(), report.GetProperty("answered").GetInt32()));
        Assert.All(report.GetProperty("echoes").EnumerateArray(), e => Assert.Equal("answered", e.GetProperty("result").GetString()));
    }

    [Fact]
    public async Task Ping_OfOneDeviceTwiceAtOnce_IsRefusedOnceWithRetryAfter()
    {
        var path = $"/api/v1/devices/{await AnyIdAsync()}/ping?count=5";
        var replies = await Task.WhenAll(PostAsync(path), PostAsync(path));

        var refused = Assert.Single(replies, r => r.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal(TimeSpan.FromSeconds(2), refused.Headers.RetryAfter?.Delta);
        await IsProblemAsync(refused, HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("/api/v1/devices/no-such-id/ping", 404)]
    [InlineData("/api/v1/devices/{id}/ping?count=0", 400)]
    [InlineData("/api/v1/devices/{id}/ping?count=21", 400)]
    [InlineData("/api/v1/devices/{id}/ping?count=many", 400)]
    public async Task Ping_NotThereOrNotUnderstood_IsProblemDetails(string path, int status)
    {
        using var reply = await PostAsync(path.Replace("{id}", await AnyIdAsync(), StringComparison.Ordinal));
        await IsProblemAsync(reply, (HttpStatusCode)status);
    }

    [Fact]
    public async Task Metrics_AreThoseOfTheEngine()
    {
        var text = await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);

        Assert.All(
            new[] { "wardops_sums_rebuilt{", "wardops_sums_differences_total", "wardops_sums_waiting", "wardops_echo_sent_total{", "kind=\"regular\"", "wardops_echo_answered_total", "wardops_echo_lost_total", "wardops_echo_not_sent_total{", "reason=\"local_firewall\"", "wardops_round_started_total", "wardops_loop_cpu_seconds_total", "wardops_round_duration_seconds", "wardops_icmp_refused_total{",
                "wardops_spool_spooled_total", "wardops_spool_lost_total{", "reason=\"clock_set_back\"", "wardops_spool_size_bytes", "wardops_spool_waiting" },
            name => Assert.Contains(name, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Healthz_VictoriaMetricsAway_SaysTheProcessIsWell()
        => Assert.Equal(["status", "version", "build_id"], Names(await GetAsync("/healthz")));

    [Fact]
    public async Task Readyz_VictoriaMetricsAway_NamesItAndOnlyIt()
    {
        JsonElement checks = default;
        // A machine that is busy with other tests makes the monitor doubt itself for a moment, and it says so here.
        await Eventually.TrueAsync(async () =>
        {
            using var reply = await _http.GetAsync(new Uri("/readyz", UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
            checks = (await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("checks");
            return checks.GetProperty("sight").GetProperty("status").GetString() == "ok";
        });

        Assert.NotEqual("ok", checks.GetProperty("history").GetProperty("status").GetString());
        Assert.Equal("ok", checks.GetProperty("icmp").GetProperty("status").GetString());
        Assert.Equal("ok", checks.GetProperty("device_store").GetProperty("status").GetString());
    }

    [Fact]
    public async Task OpenApi_DescribesEveryPath()
    {
        var paths = (await GetAsync("/openapi/v1.json")).GetProperty("paths");

        Assert.Equal(
            [
                "/api/v1/alert-rules", "/api/v1/alert-rules/{id}",
                "/api/v1/alerts", "/api/v1/alerts/acknowledge", "/api/v1/alerts/{id}", "/api/v1/alerts/{id}/acknowledge", "/api/v1/alerts/{id}/assign", "/api/v1/alerts/{id}/comment", "/api/v1/alerts/{id}/snooze", "/api/v1/alerts/{id}/unacknowledge",
                "/api/v1/dashboard/heatmap", "/api/v1/dashboard/problems", "/api/v1/dashboard/stats",
                "/api/v1/devices", "/api/v1/devices/{id}", "/api/v1/devices/{id}/history", "/api/v1/devices/{id}/mute", "/api/v1/devices/{id}/outages", "/api/v1/devices/{id}/ping",
                "/api/v1/history/ledger", "/api/v1/maintenance", "/api/v1/maintenance/{id}", "/api/v1/maintenance/{id}/end", "/api/v1/maintenance/{id}/extend",
                "/api/v1/notifications/channels", "/api/v1/notifications/channels/{id}", "/api/v1/notifications/channels/{id}/test", "/api/v1/notifications/deliveries", "/api/v1/notifications/deliveries/dismiss", "/api/v1/notifications/deliveries/resend",
                "/api/v1/notifications/heartbeat", "/api/v1/notifications/routes", "/api/v1/notifications/routes/{id}", "/api/v1/reports/uptime",
            ],
            Names(paths).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task OpenApi_DescribesThePointsOfAHistory()
    {
        var schemas = (await GetAsync("/openapi/v1.json")).GetProperty("components").GetProperty("schemas");
        var series = schemas.EnumerateObject().Single(s => s.Value.TryGetProperty("properties", out var p) && p.TryGetProperty("packet_loss", out _)).Value;

        Assert.Equal(["step_seconds", "status", "response_time", "packet_loss", "jitter"], Names(series.GetProperty("properties")));
        Assert.Equal("array", series.GetProperty("properties").GetProperty("jitter").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("/hubs/live/negotiate?negotiateVersion=1")]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    public async Task Negotiate_FromAnotherSitesPage_IsRefused(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("Origin", "https://evil.example");

        using var reply = await _http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
    }

    [Fact]
    public async Task Scalar_IsServed()
        => Assert.Contains("WardOps API", await _http.GetStringAsync(new Uri("/scalar", UriKind.Relative), Cancellation), StringComparison.Ordinal);

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);

    private static async Task IsProblemAsync(HttpResponseMessage reply, HttpStatusCode status)
    {
        Assert.Equal(status, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        var problem = await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
    }

    private Task<HttpResponseMessage> PostAsync(string path) => _http.PostAsync(new Uri(path, UriKind.Relative), null, Cancellation);

    private async Task<string> AnyIdAsync() => (await GetAsync("/api/v1/devices?page_size=1")).GetProperty("items")[0].GetProperty("id").GetString()!;

    private async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), Cancellation);
}
