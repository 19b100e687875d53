using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Alerts.Rules;

namespace WardOps.Tests.Integration;

/// <summary>The alert rules over HTTP, as scripts see them.</summary>
public sealed class AlertRulesApiTests(HistoryApp app) : IClassFixture<HistoryApp>
{
    private static readonly Uri s_rules = new("/api/v1/alert-rules", UriKind.Relative);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rule_IsAddedReadChangedAndDeleted()
    {
        using var http = app.Client();
        const string Body = """
            {"name":"ბათუმი at night","kind":"packet_loss","severity":"high","for_seconds":30,"threshold":15,"recover_at":5,
             "scope":{"kind":"type","values":["Router"]},
             "schedule":{"zone":"Asia/Tbilisi","hours":[{"days":["monday","sunday"],"from":"22:00","to":"06:30"}]}}
            """;
        using var added = await SendAsync(http, HttpMethod.Post, s_rules, Body);
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);

        var rule = await http.GetFromJsonAsync<JsonElement>(added.Headers.Location, Cancellation);
        Assert.Equal(
            ["id", "name", "kind", "severity", "enabled", "for_seconds", "threshold", "recover_at", "against_own", "scope", "schedule", "version", "sentence"],
            rule.EnumerateObject().Select(p => p.Name));
        Assert.Equal("""{"zone":"Asia/Tbilisi","hours":[{"days":["monday","sunday"],"from":"22:00","to":"06:30"}]}""", rule.GetProperty("schedule").GetRawText());
        Assert.Equal("ბათუმი at night", rule.GetProperty("name").GetString());
        Assert.Contains(app.Services.GetRequiredService<CurrentRules>().Current.Rules, r => r.Id == rule.GetProperty("id").GetGuid());

        var changed = rule.GetRawText().Replace("\"high\"", "\"low\"", StringComparison.Ordinal);
        using var put = await SendAsync(http, HttpMethod.Put, added.Headers.Location!, changed);
        Assert.Equal((HttpStatusCode.OK, 2), (put.StatusCode, (await HistoryApp.JsonAsync(put)).GetProperty("version").GetInt32()));

        using var late = await SendAsync(http, HttpMethod.Put, added.Headers.Location!, changed);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);

        using var deleted = await http.DeleteAsync(added.Headers.Location, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await http.DeleteAsync(added.Headers.Location, Cancellation);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (gone.StatusCode, gone.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task List_HasTheDefaultsOnceTheStoreIsOpen()
    {
        using var http = app.Client();
        var list = await http.GetFromJsonAsync<JsonElement>(s_rules, Cancellation);

        Assert.True(list.GetProperty("total").GetInt32() >= 10);
        Assert.Contains(list.GetProperty("items").EnumerateArray(), r => r.GetProperty("kind").GetString() == "no_data");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"name\":")]
    [InlineData("{\"name\":7}")]
    [InlineData("{\"name\":\"x\",\"kind\":\"ping_unreachable >= 10\",\"severity\":\"high\"}")]
    [InlineData("{\"name\":\"x\",\"kind\":\"blind\",\"severity\":\"high\"}")]
    [InlineData("{\"name\":\"x\",\"kind\":\"down\",\"severity\":\"WARNING\"}")]
    [InlineData("{\"name\":\"x\",\"kind\":\"down\",\"severity\":\"high\",\"threshold\":3}")]
    [InlineData("{\"name\":\"x\",\"kind\":\"down\",\"severity\":\"high\",\"for_seconds\":-1}")]
    [InlineData("{\"name\":\"x\",\"kind\":\"rtt\",\"severity\":\"high\"}")]
    [InlineData("{\"name\":\"Device down\",\"kind\":\"down\",\"severity\":\"high\"}")]
    [InlineData("{\"name\":\"x\",\"kind\":\"down\",\"severity\":\"high\",\"scope\":{\"kind\":\"type\",\"values\":[null]}}")]
    [InlineData("{\"name\":\"x\",\"kind\":\"down\",\"severity\":\"high\",\"scope\":{\"kind\":\"device\",\"values\":[\"ip LIKE %.5\"]}}")]
    [InlineData("{\"name\":\"x\",\"kind\":\"down\",\"severity\":\"high\",\"schedule\":{\"zone\":\"Mars/Olympus\",\"hours\":[]}}")]
    [InlineData("{\"name\":\"x\",\"kind\":\"down\",\"severity\":\"high\",\"schedule\":{\"zone\":\"UTC\",\"hours\":[null]}}")]
    [InlineData("{\"name\":\"x\",\"kind\":\"down\",\"severity\":\"high\",\"schedule\":{\"zone\":\"UTC\",\"hours\":[{\"days\":[],\"from\":\"09:00\",\"to\":\"10:00\"}]}}")]
    public async Task Rule_ThatIsNone_IsA400InWordsAndIsNotKept(string body)
    {
        using var http = app.Client();
        using var reply = await SendAsync(http, HttpMethod.Post, s_rules, body);
        var problem = await HistoryApp.JsonAsync(reply);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (reply.StatusCode, reply.Content.Headers.ContentType?.MediaType));
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.DoesNotContain(app.Services.GetRequiredService<CurrentRules>().Current.Rules, r => r.Name == "x");
    }

    [Fact]
    public async Task Change_WithoutAVersionOrOfARuleThatIsNone_IsRefused()
    {
        using var http = app.Client();
        using var blindly = await SendAsync(http, HttpMethod.Put, new Uri($"/api/v1/alert-rules/{DefaultRules.All[0].Id}", UriKind.Relative), "{\"name\":\"y\",\"kind\":\"down\",\"severity\":\"high\"}");
        using var stranger = await SendAsync(http, HttpMethod.Put, new Uri($"/api/v1/alert-rules/{Guid.NewGuid()}", UriKind.Relative), "{\"name\":\"y\",\"kind\":\"down\",\"severity\":\"high\",\"version\":1}");
        using var noId = await http.GetAsync(new Uri("/api/v1/alert-rules/7", UriKind.Relative), Cancellation);

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.NotFound], new[] { blindly.StatusCode, stranger.StatusCode, noId.StatusCode });
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, Uri where, string body)
    {
        using var request = new HttpRequestMessage(method, where) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await http.SendAsync(request, Cancellation);
    }
}
