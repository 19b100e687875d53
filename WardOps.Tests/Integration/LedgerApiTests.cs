using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace WardOps.Tests.Integration;

/// <summary>The books through the API of a running WardOps whose VictoriaMetrics is away: every round is begun, and waits.</summary>
public sealed class LedgerApiTests(AppWithoutVictoria app) : IClassFixture<AppWithoutVictoria>
{
    private readonly HttpClient _http = app.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ledger_NoRange_IsOf30DaysWithThePropertiesOfTheContractInOrder()
    {
        var ledger = await GetAsync("");

        Assert.Equal(
            ["from", "to", "covered_from", "rounds_due", "rounds_read_back", "rounds_acknowledged", "rounds_waiting", "rounds_missing", "missing_by_reason", "gaps_total", "gaps", "rejected_rows", "rounds_with_more", "notes"],
            ledger.EnumerateObject().Select(p => p.Name));
        Assert.Equal(30, (ledger.GetProperty("to").GetDateTimeOffset() - ledger.GetProperty("from").GetDateTimeOffset()).TotalDays, 3);
        Assert.EndsWith("Z", ledger.GetProperty("covered_from").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ledger_OfARunningApp_AddsUpAndGrows()
    {
        var before = await GetAsync("?time_range=1h");
        await Eventually.TrueAsync(async () => Long(await GetAsync("?time_range=1h"), "rounds_due") > Long(before, "rounds_due"));
        var ledger = await GetAsync("?time_range=1h");

        Assert.Equal(
            Long(ledger, "rounds_due"),
            Long(ledger, "rounds_read_back") + Long(ledger, "rounds_acknowledged") + Long(ledger, "rounds_waiting") + Long(ledger, "rounds_missing"));
        Assert.True(Long(ledger, "rounds_waiting") > 0);
        Assert.Equal(Long(ledger, "rounds_missing"), ledger.GetProperty("missing_by_reason").EnumerateObject().Sum(r => r.Value.GetInt64()));
        Assert.Equal(0, Long(ledger, "rounds_read_back"));   // there is no server that could give anything back
        Assert.All(ledger.GetProperty("gaps").EnumerateArray(), g => Assert.Equal(["from", "to", "rounds", "reason", "explanation"], g.EnumerateObject().Select(p => p.Name)));
    }

    [Fact]
    public async Task Ledger_OfATimeBeforeTheFirstRound_OwesNothing()
    {
        var ledger = await GetAsync("?from=2020-01-01T00:00:00Z&to=2020-01-02T04:00:00%2B04:00");

        Assert.Equal((0, JsonValueKind.Null), (Long(ledger, "rounds_due"), ledger.GetProperty("covered_from").ValueKind));
        Assert.Equal("2020-01-02T00:00:00.000Z", ledger.GetProperty("to").GetString());
    }

    [Theory]
    [InlineData("time_range=soon")]
    [InlineData("time_range=-1h")]
    [InlineData("time_range=99999d")]
    [InlineData("time_range=1h&from=2026-01-01T00:00:00Z")]
    [InlineData("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")]
    [InlineData("from=yesterday")]
    [InlineData("from=2026-01-01T00:00:00")]
    [InlineData("limit=0")]
    [InlineData("limit=10001")]
    [InlineData("limit=many")]
    [InlineData("limit=-5")]
    public async Task Ledger_BadQuestion_IsA400InWords(string query)
    {
        using var reply = await _http.GetAsync(new Uri($"/api/v1/history/ledger?{query}", UriKind.Relative), Cancellation);
        var problem = await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task Metrics_HaveTheBooks()
    {
        var text = await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);

        Assert.All(
            new[] { "wardops_ledger_rounds{", "fate=\"read_back\"", "wardops_ledger_missing{", "reason=\"not_running\"", "wardops_ledger_rejected_total" },
            name => Assert.Contains(name, text, StringComparison.Ordinal));
    }

    private static long Long(JsonElement ledger, string name) => ledger.GetProperty(name).GetInt64();

    private async Task<JsonElement> GetAsync(string query) => await _http.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/history/ledger{query}", UriKind.Relative), Cancellation);
}
