using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WardOps.Core.Alerts;
using WardOps.Core.Alerts.Book;
using WardOps.Core.Devices;
using WardOps.Core.Probing.Simulation;

namespace WardOps.Tests.Integration;

/// <summary>Alerts of the whole application: devices fall silent on the simulated network, and a program asks and acts over HTTP.</summary>
public sealed class AlertsApiTests(AppWithoutVictoria app) : IClassFixture<AppWithoutVictoria>
{
    private readonly HttpClient _http = app.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alert_FromTheFirstToTheLast_IsListedActedOnAndClosed()
    {
        var device = DeviceOf("Kutaisi");
        var id = await CutAsync(device);

        var severity = app.Get<AlertBook>().Current.Find(id)!.Severity.ToWire();
        var list = await GetAsync($"/api/v1/alerts?device_id={device.Id}&severity={severity}&kind=down&search={device.Name.ToLowerInvariant()}");
        Assert.Equal(["items", "next_cursor", "open"], Names(list));
        var item = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(
            ["id", "state", "kind", "severity", "message", "subject_kind", "subject_id", "device_id", "name", "ip", "branch", "region", "device_type", "rule_id", "rule_name", "value", "since", "verdict_at", "opened_at", "shown_at", "closed_at", "ended_at", "end", "incident_id", "acknowledged_by", "acknowledged_at", "assigned_to", "snoozed_until", "member_count"],
            Names(item));
        Assert.Equal((device.Id.ToString(), "open"), (item.GetProperty("device_id").GetString(), item.GetProperty("state").GetString()));

        Assert.Equal((1, true), await DoAsync(id, "acknowledge", new { by = "ნინო", text = "on my way" }));
        Assert.Equal((0, true), await DoAsync(id, "acknowledge", new { by = "giorgi" }));
        Assert.Equal((1, true), await DoAsync(id, "assign", new { by = "ნინო", to = "<b>giorgi</b>" }));
        Assert.Equal((1, true), await DoAsync(id, "snooze", new { by = "ნინო", until = TimeProvider.System.GetUtcNow().AddHours(1) }));
        Assert.Equal((1, true), await DoAsync(id, "comment", new { by = "ნინო", text = "cable" }));
        Assert.Equal((1, true), await DoAsync(id, "unacknowledge", new { by = "giorgi" }));

        var whole = await GetAsync($"/api/v1/alerts/{id}");
        Assert.Equal(
            ["opened", "acknowledged", "assigned", "snoozed", "commented", "unacknowledged"],
            whole.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("kind").GetString()).Take(6));
        Assert.Equal("ნინო", whole.GetProperty("events")[1].GetProperty("by").GetString());
        Assert.Equal(["verdict", "opened", "shown", "handed_over", "handed_over_at"], Names(whole.GetProperty("timing")));
        Assert.Empty(whole.GetProperty("members").EnumerateArray());

        await MendAsync(device, id);
        var closed = Assert.Single((await GetAsync($"/api/v1/alerts?state=closed&device_id={device.Id}")).GetProperty("items").EnumerateArray());
        Assert.Equal(("closed", "recovered"), (closed.GetProperty("state").GetString(), closed.GetProperty("end").GetString()));

        using var late = await PostAsync($"/api/v1/alerts/{id}/acknowledge", """{"by":"nino"}""");
        await IsProblemAsync(late, HttpStatusCode.Conflict);
        Assert.Equal((1, true), await DoAsync(id, "comment", new { by = "nino", text = "a mouse" }));
    }

    [Fact]
    public async Task Acknowledge_OfMany_LeavesOutThoseThatAreNotOpen_AndTheStatsCountThem()
    {
        var devices = new[] { DeviceOf("Batumi"), DeviceOf("Zugdidi") };
        var ids = new[] { await CutAsync(devices[0]), await CutAsync(devices[1]) };

        using var reply = await PostAsync("/api/v1/alerts/acknowledge", JsonSerializer.Serialize(new { ids = ids.Append(Guid.NewGuid()), by = "nino" }));
        Assert.Equal(2, (await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("changed").GetInt32());

        Assert.Equal(1, (await GetAsync("/api/v1/dashboard/stats?region=Achara")).GetProperty("active_alerts").GetInt32());
        Assert.InRange((await GetAsync("/api/v1/dashboard/stats")).GetProperty("active_alerts").GetInt32(), 2, 10);

        // Two parts of one each, whatever else is open.
        var first = await GetAsync("/api/v1/alerts?state=open&page_size=1");
        var second = await GetAsync($"/api/v1/alerts?state=open&page_size=1&cursor={first.GetProperty("next_cursor").GetString()}");
        Assert.NotEqual(first.GetProperty("items")[0].GetProperty("id").GetString(), second.GetProperty("items")[0].GetProperty("id").GetString());
        await MendAsync(devices[0], ids[0]);
        await MendAsync(devices[1], ids[1]);
    }

    [Theory]
    [InlineData("state=half", 400)]
    [InlineData("severity=4", 400)]
    [InlineData("kind=earthquake", 400)]
    [InlineData("device_id=router", 400)]
    [InlineData("from=yesterday", 400)]
    [InlineData("from=2026-01-01T00:00:00", 400)]   // whose time?
    [InlineData("cursor=1", 400)]
    [InlineData("page_size=501", 400)]
    [InlineData("severity=high&severity=low", 400)]
    [InlineData("state=all&search=%27%3B+DROP+TABLE+alerts&from=2026-01-01T00:00:00%2B04:00&to=2026-01-02T00:00:00Z", 200)]
    public async Task List_Questions_AreAnsweredOrRefusedInWords(string query, int status)
    {
        using var reply = await _http.GetAsync(new Uri("/api/v1/alerts?" + query, UriKind.Relative), Cancellation);

        Assert.Equal(status, (int)reply.StatusCode);
        if (status != 200)
        {
            await IsProblemAsync(reply, HttpStatusCode.BadRequest);
        }
    }

    [Theory]
    [InlineData("not-an-id", """{"by":"nino"}""", 404)]
    [InlineData("019aa000-0000-7000-8000-000000000000", """{"by":"nino"}""", 404)]
    [InlineData("", """{"by":"nino"}""", 400)]                 // many: which?
    [InlineData("", """{"ids":["x"],"by":"nino"}""", 400)]
    [InlineData("", """{"ids":[""", 400)]
    [InlineData("", "null", 400)]
    [InlineData("", """{"ids":["019aa000-0000-7000-8000-000000000000"]}""", 400)]   // who?
    public async Task Acknowledge_NotThereOrNotUnderstood_IsProblemDetails(string id, string body, int status)
    {
        using var reply = await PostAsync(id.Length == 0 ? "/api/v1/alerts/acknowledge" : $"/api/v1/alerts/{id}/acknowledge", body);
        await IsProblemAsync(reply, (HttpStatusCode)status);
    }

    [Fact]
    public async Task Acknowledge_AsAForm_IsRefused()
    {
        using var form = new StringContent("""{"ids":[],"by":"nino"}""", Encoding.UTF8, "text/plain");
        using var reply = await _http.PostAsync(new Uri("/api/v1/alerts/acknowledge", UriKind.Relative), form, Cancellation);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.StatusCode);
    }

    [Fact]
    public async Task Get_NoSuchAlert_IsA404()
    {
        using var reply = await _http.GetAsync(new Uri("/api/v1/alerts/019aa000-0000-7000-8000-000000000000", UriKind.Relative), Cancellation);
        await IsProblemAsync(reply, HttpStatusCode.NotFound);
    }

    /// <summary>A leaf of a branch, so that nothing else falls with it.</summary>
    private WatchedDevice DeviceOf(string branch) => app.Get<DeviceCatalog>().Current.Devices.Last(d => d.Branch == branch && d.DeviceType != "Router");

    private async Task<Guid> CutAsync(WatchedDevice device)
    {
        app.Get<SimulatedNetwork>()[device.Address!] = EchoBehaviour.Dead;
        var book = app.Get<AlertBook>();
        await Eventually.TrueAsync(() => book.Current.All.Any(a => a.IsAbout(device.Id)), 90);
        return book.Current.All.First(a => a.IsAbout(device.Id)).Id;
    }

    private async Task MendAsync(WatchedDevice device, Guid id)
    {
        app.Get<SimulatedNetwork>()[device.Address!] = EchoBehaviour.Healthy;
        await Eventually.TrueAsync(async () => (await GetAsync($"/api/v1/alerts/{id}")).GetProperty("state").GetString() == "closed", 60);
    }

    private async Task<(int Changed, bool IsStored)> DoAsync(Guid id, string act, object body)
    {
        using var reply = await PostAsync($"/api/v1/alerts/{id}/{act}", JsonSerializer.Serialize(body));
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        var answer = await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return (answer.GetProperty("changed").GetInt32(), answer.GetProperty("stored").GetBoolean());
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);

    private static async Task IsProblemAsync(HttpResponseMessage reply, HttpStatusCode status)
    {
        Assert.Equal(status, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        var problem = await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        return await _http.PostAsync(new Uri(path, UriKind.Relative), body, Cancellation);
    }

    private async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), Cancellation);
}
