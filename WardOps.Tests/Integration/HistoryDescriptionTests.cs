using System.Net.Http.Json;
using System.Text.Json;

namespace WardOps.Tests.Integration;

/// <summary>/openapi/v1.json says of the questions about history what a program needs to know.</summary>
public sealed class HistoryDescriptionTests(HistoryApp app) : IClassFixture<HistoryApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/devices/{id}/history", "id time_range from to step", "200 304 400 404 429 503", "application/json")]
    [InlineData("/api/v1/devices/{id}/outages", "id time_range from to", "200 304 400 404 429 503", "application/json")]
    [InlineData("/api/v1/reports/uptime", "time_range from to group_by maintenance format", "200 304 400 429 503", "application/json text/csv")]
    public async Task Question_IsDescribedWhole(string path, string parameters, string answers, string types)
    {
        using var http = app.Client();
        var api = await http.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative), Cancellation);

        var get = api.GetProperty("paths").GetProperty(path).GetProperty("get");

        Assert.NotEmpty(get.GetProperty("summary").GetString()!);
        Assert.Contains("ETag", get.GetProperty("description").GetString()!, StringComparison.Ordinal);
        Assert.Equal(parameters.Split(' ').Order(), get.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()!).Order());
        Assert.All(
            get.GetProperty("parameters").EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query"),
            p => Assert.NotEmpty(p.GetProperty("description").GetString()!));
        var responses = get.GetProperty("responses");
        Assert.Equal(answers.Split(' '), responses.EnumerateObject().Select(r => r.Name).Order());
        Assert.Equal(types.Split(' '), responses.GetProperty("200").GetProperty("content").EnumerateObject().Select(c => c.Name).Order());
        Assert.All(
            responses.EnumerateObject().Where(r => r.Name[0] is '4' or '5'),
            r => Assert.Equal(["application/problem+json"], r.Value.GetProperty("content").EnumerateObject().Select(c => c.Name)));
        Assert.False(responses.GetProperty("304").TryGetProperty("content", out _));
    }
}
