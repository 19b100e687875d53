using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using WardOps.Tests.Integration;

namespace WardOps.Tests.Notifications;

/// <summary>The notifications through the API of a running WardOps.</summary>
public sealed class NotificationsApiTests(AppWithoutVictoria app) : IClassFixture<AppWithoutVictoria>
{
    private const string Base = "/api/v1/notifications";

    private readonly HttpClient _http = app.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Channel_AddedTestedChangedRemoved_NeverSaysItsSecrets()
    {
        await using var target = new WebhookTarget();
        var id = (string)(await JsonAsync(HttpMethod.Post, "/channels", new { name = "desk", kind = "webhook", url = target.Address, key = WebhookTarget.Key })).Body["id"]!;

        var test = await JsonAsync(HttpMethod.Post, $"/channels/{id}/test", null);
        Assert.Equal(("sent", "200 OK"), ((string?)test.Body["verdict"], (string?)test.Body["words"]));
        Assert.NotNull(Assert.Single(target.Requests).Signature);
        var list = await _http.GetStringAsync(new Uri($"{Base}/channels", UriKind.Relative), Cancellation);
        Assert.DoesNotContain("secret-path", list, StringComparison.Ordinal);
        Assert.DoesNotContain(WebhookTarget.Key, list, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"webhook\"", list, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await JsonAsync(HttpMethod.Put, $"/channels/{id}", new { name = "desk 2", kind = "webhook", enabled = false })).Status);
        var route = await JsonAsync(HttpMethod.Post, "/routes", new { name = "r", channel_id = id, hours = new[] { new { days = new[] { "monday", "sunday" }, from = "22:00", to = "06:00" } }, zone = "Asia/Tbilisi", kinds = new[] { "down", "packetloss" } });
        Assert.Equal(HttpStatusCode.OK, route.Status);
        var back = JsonNode.Parse(await _http.GetStringAsync(new Uri($"{Base}/routes", UriKind.Relative), Cancellation))![0]!;
        Assert.Equal(("medium", "branch", 10, "22:00"), ((string?)back["min_severity"], (string?)back["grouping"], (int)back["group_wait_seconds"]!, (string?)back["hours"]![0]!["from"]));
        var refused = await JsonAsync(HttpMethod.Delete, $"/channels/{id}", null);
        Assert.Equal((HttpStatusCode.BadRequest, true), (refused.Status, ((string)refused.Body["detail"]!).Contains("used by r", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, (await JsonAsync(HttpMethod.Put, $"/routes/{back["id"]}", back)).Status);   // what comes back can be sent again
        Assert.Equal(HttpStatusCode.OK, (await JsonAsync(HttpMethod.Delete, $"/routes/{back["id"]}", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await JsonAsync(HttpMethod.Delete, $"/channels/{id}", null)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await JsonAsync(HttpMethod.Delete, $"/channels/{id}", null)).Status);
    }

    [Theory]
    [InlineData("POST", "/channels", "{}", "kind is missing")]
    [InlineData("POST", "/channels", """{"kind":"1"}""", "kind must be one of")]
    [InlineData("POST", "/channels", """{"kind":"email","to":[null,"x"]}""", "no e-mail address")]
    [InlineData("POST", "/routes", """{"min_severity":"WARNING"}""", "min_severity must be one of info, low, medium, high, critical")]
    [InlineData("POST", "/routes", """{"name":"x","hours":[null,{"days":["monday"],"from":"25:00"}],"remind_every_seconds":-1}""", "must be a time")]
    [InlineData("POST", "/routes", """{"name":"x","scope_kind":"branch","scope_values":["Batumi"]}""", "by their ids")]
    [InlineData("PUT", "/heartbeat", """{"enabled":true,"url":"file:///etc/passwd"}""", "https://")]
    [InlineData("POST", "/deliveries/resend", "{}", "ids must name")]
    [InlineData("GET", "/deliveries?state=lost", null, "state must be one of")]
    [InlineData("GET", "/deliveries?page=0&page_size=501", null, "page_size must be a number from 1 to 500")]
    public async Task Nonsense_IsRefusedInWords(string method, string path, string? body, string words)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Base + path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"kind":7}""")]
    public async Task Body_ThatIsNoChannel_IsABadRequest(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri($"{Base}/channels", UriKind.Relative), content, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Deliveries_OfNone_AreAnEmptyPage()
        => Assert.Equal("""{"items":[],"total":0,"page":1,"page_size":100}""", await _http.GetStringAsync(new Uri($"{Base}/deliveries", UriKind.Relative), Cancellation));

    private async Task<(HttpStatusCode Status, JsonNode Body)> JsonAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(Base + path, UriKind.Relative));
        request.Content = body is null ? null : JsonContent.Create(body);
        using var answer = await _http.SendAsync(request, Cancellation);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!);
    }
}
