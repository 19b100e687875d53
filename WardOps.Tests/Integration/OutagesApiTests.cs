using System.Globalization;
using System.Net;
using System.Text.Json;
using WardOps.Core.History;
using WardOps.Tests.History;

namespace WardOps.Tests.Integration;

/// <summary>Questions about history: what is answered, and what is refused in which words.</summary>
public sealed class OutagesApiTests(HistoryApp app) : IClassFixture<HistoryApp>
{
    private readonly HttpClient _http = app.Client();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Device => $"/api/v1/devices/{HistoryApp.Device.Id}";

    [Fact]
    public async Task Outages_HaveThePropertiesOfTheContractInOrder()
    {
        var now = TimeProvider.System.GetUtcNow();
        var lasting = Rounds.Align(now.AddMinutes(-5));
        app.Reader.Outages = [new Outage(HistoryApp.Hour, HistoryApp.Hour.AddSeconds(70)), new Outage(lasting, null)];

        var reply = await GetAsync($"{Device}/outages?time_range=400d");

        Assert.Equal(["device", "from", "to", "outages", "total_seconds"], Names(reply));
        Assert.Equal(["id", "name", "ip"], Names(reply.GetProperty("device")));
        Assert.Equal(HistoryApp.Device.Name, reply.GetProperty("device").GetProperty("name").GetString());
        var outages = reply.GetProperty("outages");
        Assert.Equal(["from", "to", "seconds"], Names(outages[0]));
        Assert.Equal(70, outages[0].GetProperty("seconds").GetDouble());
        Assert.Equal(JsonValueKind.Null, outages[1].GetProperty("to").ValueKind);
        Assert.InRange(outages[1].GetProperty("seconds").GetDouble(), 300, 400);
        Assert.Equal(outages.EnumerateArray().Sum(o => o.GetProperty("seconds").GetDouble()), reply.GetProperty("total_seconds").GetDouble());
    }

    [Fact]
    public async Task Outages_EndsAreAskedForAsTheyAre()
    {
        app.Reader.Questions.Clear();

        var reply = await GetAsync($"{Device}/outages?from=2026-01-31T08:00:03.250%2B04:00&to=2026-02-01T00:00:07Z");

        Assert.Equal("2026-01-31T04:00:03.250Z", reply.GetProperty("from").GetString());
        Assert.Equal("2026-02-01T00:00:07.000Z", reply.GetProperty("to").GetString());
        Assert.Equal(
            (new DateTimeOffset(2026, 1, 31, 4, 0, 3, 250, TimeSpan.Zero), new DateTimeOffset(2026, 2, 1, 0, 0, 7, TimeSpan.Zero)),
            Assert.Single(app.Reader.Questions));
    }

    [Fact]
    public async Task Outages_OneThatLastsAndARangeIntoTheFuture_CountsUpToNow()
    {
        var now = TimeProvider.System.GetUtcNow();
        app.Reader.Outages = [new Outage(Rounds.Align(now.AddMinutes(-1)), null)];

        var reply = await GetAsync($"{Device}/outages?from={Text(now.AddHours(-1))}&to={Text(now.AddDays(20))}");

        Assert.InRange(reply.GetProperty("total_seconds").GetDouble(), 59, 200);
    }

    [Theory]
    [InlineData("history")]
    [InlineData("outages")]
    public async Task UnknownDevice_Is404(string what)
    {
        using var reply = await _http.GetAsync(new Uri($"/api/v1/devices/{Guid.NewGuid()}/{what}", UriKind.Relative), Cancellation);
        await IsProblemAsync(reply, HttpStatusCode.NotFound, "no device");
    }

    public static TheoryData<string, string> BadRanges { get; } = new()
    {
        { "time_range=soon", "time_range" },
        { "time_range=-1h", "time_range" },
        { "time_range=1.5h", "time_range" },
        { "time_range=0h", "time_range" },
        { "time_range=401d", "400d" },
        { "time_range=99999999999999999999d", "time_range" },
        { "time_range=1h&from=2026-01-01T00:00:00Z", "not both" },
        { "time_range=1h&time_range=2h", "time_range is given 2 times" },
        { "from=2026-01-01T00:00:00Z&from=2026-01-02T00:00:00Z", "from is given 2 times" },
        { "from=a&from=b", "from is given 2 times" },
        { "from=yesterday", "from" },
        { "from=2026-01-01", "offset" },
        { "from=2026-01-01T00:00:00", "offset" },
        { "from=0", "offset" },
        { "from=2026-13-01T00:00:00Z", "from" },
        { "from=1969-01-01T00:00:00Z", "from" },
        { "to=2026-01-02T00:00:00Z", "from" },
        { "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "before" },
        { "from=2026-01-02T00:00:00Z&to=2026-01-02T00:00:00Z", "before" },
        { "from=2026-01-02T00:00:00Z&to=9989-01-01T00:00:00Z", "future" },
        { "from=9989-01-01T00:00:00Z", "future" },
        { "from=2026-01-02T00:00:00Z&to=2026-01-02T01:00:00%00Z", "to" },
    };

    [Theory]
    [MemberData(nameof(BadRanges))]
    public async Task BadRange_IsA400InWords_OfEveryQuestion(string query, string words)
    {
        app.Reader.Questions.Clear();
        foreach (var path in new[] { $"{Device}/history", $"{Device}/outages", "/api/v1/reports/uptime" })
        {
            using var reply = await _http.GetAsync(new Uri($"{path}?{query}", UriKind.Relative), Cancellation);
            await IsProblemAsync(reply, HttpStatusCode.BadRequest, words);
        }

        Assert.Empty(app.Reader.Questions);
    }

    [Theory]
    [InlineData("outages", "from=2024-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", "400 days")]
    [InlineData("history", "step=0", "step")]
    [InlineData("history", "step=0s", "step")]
    [InlineData("history", "step=-10s", "step")]
    [InlineData("history", "step=1s", "10 seconds")]
    [InlineData("history", "step=15s", "10 seconds")]
    [InlineData("history", "step=10s&step=20s", "step is given 2 times")]
    [InlineData("history", "step=99999y", "step")]
    [InlineData("history", "step=NaN", "step")]
    [InlineData("history", "time_range=7d&step=10s", " points")]
    [InlineData("history", "from=1971-01-01T00:00:00Z&step=10s", "400 days")]
    [InlineData("history", "from=1971-01-01T00:00:00Z", "400 days")]
    public async Task BadLengthOrStep_IsA400InWords(string what, string query, string words)
    {
        using var reply = await _http.GetAsync(new Uri($"{Device}/{what}?{query}", UriKind.Relative), Cancellation);
        await IsProblemAsync(reply, HttpStatusCode.BadRequest, words);
    }

    [Theory]
    [InlineData("time_range")]
    [InlineData("from")]
    [InlineData("to")]
    [InlineData("step")]
    public async Task HugeParameter_IsRefusedInAFewWords(string name)
    {
        var others = name == "to" ? "from=2026-01-01T00:00:00Z&" : "";
        using var reply = await _http.GetAsync(new Uri($"{Device}/history?{others}{name}={new string('9', 7000)}", UriKind.Relative), Cancellation);
        await IsProblemAsync(reply, HttpStatusCode.BadRequest, name);
        Assert.InRange((await reply.Content.ReadAsStringAsync(Cancellation)).Length, 1, 1500);
    }

    [Theory]
    [InlineData("history")]
    [InlineData("outages")]
    public async Task StoreAway_Is503WithItsWords(string what)
    {
        app.Reader.Trouble = "VictoriaMetrics cannot be reached.";
        try
        {
            using var reply = await _http.GetAsync(new Uri($"{Device}/{what}", UriKind.Relative), Cancellation);
            await IsProblemAsync(reply, HttpStatusCode.ServiceUnavailable, app.Reader.Trouble);
        }
        finally
        {
            app.Reader.Trouble = null;
        }
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);

    private static async Task IsProblemAsync(HttpResponseMessage reply, HttpStatusCode status, string words)
    {
        Assert.Equal(status, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        Assert.Contains(words, (await HistoryApp.JsonAsync(reply)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("no-store", reply.Headers.CacheControl?.ToString());
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var reply = await _http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return await HistoryApp.JsonAsync(reply);
    }
}
