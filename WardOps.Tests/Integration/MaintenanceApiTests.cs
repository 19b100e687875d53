using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Devices;
using WardOps.Core.Maintenance;
using WardOps.Core.Storage;

namespace WardOps.Tests.Integration;

/// <summary>The API of maintenance windows, on the application without VictoriaMetrics.</summary>
public sealed class MaintenanceApiTests(AppWithoutVictoria app) : IClassFixture<AppWithoutVictoria>, IAsyncLifetime
{
    private const string Path = "/api/v1/maintenance";
    private const string Nightly = """{"kind":"daily","start":"22:00","minutes":480,"zone":"Europe/Berlin","first_day":"2026-01-01"}""";

    private readonly HttpClient _http = app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
        => await Eventually.TrueAsync(() => app.Services.GetRequiredService<StoreStatus>().Current.IsAvailable && app.Services.GetRequiredService<MaintenanceWindows>().Current.IsKnown);

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Post_ThenGet_HasItsPropertiesInOrder()
    {
        var (made, code) = await PostAsync(Path, $$$"""{"name":"ღამის <b>სამუშაო</b>","reason":"r","scope":{"kind":"region","values":["აჭარა"]},"plan":{{{Nightly}}},"by":"nino"}""");

        Assert.Equal(HttpStatusCode.Created, code);
        Assert.Equal(
            ["id", "name", "reason", "scope", "plan", "enabled", "state", "devices", "next_from", "next_to", "created_by", "created_at", "in_force_from", "ended_at", "ended_by", "version"],
            made.EnumerateObject().Select(p => p.Name));
        Assert.Equal("""{"kind":"region","values":["აჭარა"]}""", made.GetProperty("scope").GetRawText());
        Assert.Equal(
            """{"kind":"daily","from":null,"to":null,"weekdays":null,"day":null,"which":null,"start":"22:00","minutes":480,"zone":"Europe/Berlin","first_day":"2026-01-01","last_day":null}""",
            made.GetProperty("plan").GetRawText());
        Assert.Equal(("ღამის <b>სამუშაო</b>", "nino", 1), (made.GetProperty("name").GetString(), made.GetProperty("created_by").GetString(), made.GetProperty("version").GetInt32()));

        var id = made.GetProperty("id").GetString();
        Assert.Equal(made.GetProperty("created_at").GetString(), (await GetAsync($"{Path}/{id}")).GetProperty("created_at").GetString());
        Assert.Contains((await GetAsync(Path)).GetProperty("items").EnumerateArray(), i => i.GetProperty("id").GetString() == id);
        using var gone = await _http.DeleteAsync(new Uri($"{Path}/{id}", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
    }

    [Fact]
    public async Task Once_AsItWasRead_SentBack_IsTheSameWindow()
    {
        var now = DateTimeOffset.UnixEpoch.AddSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var (made, _) = await PostAsync(Path, $$$"""{"name":"w","scope":{"kind":"all"},"plan":{"kind":"once","from":"{{{now.AddHours(-1):O}}}","to":"{{{now.AddHours(1).AddTicks(7):O}}}"}}""");
        var id = made.GetProperty("id").GetString();
        Assert.Equal(("now", "API"), (made.GetProperty("state").GetString(), made.GetProperty("created_by").GetString()));

        using var put = await _http.PutAsync(new Uri($"{Path}/{id}", UriKind.Relative), Json(made.GetRawText().Replace("\"w\"", "\"other\"", StringComparison.Ordinal)), Cancellation);
        var same = await put.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal((id, "other", 2), (same.GetProperty("id").GetString(), same.GetProperty("name").GetString(), same.GetProperty("version").GetInt32()));

        using var late = await _http.PutAsync(new Uri($"{Path}/{id}", UriKind.Relative), Json(made.GetRawText()), Cancellation);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync($"{Path}/{id}/extend", """{"minutes":240}""")).Code);
        var (ended, code) = await PostAsync($"{Path}/{id}/end?by=gia", null);
        Assert.Equal((HttpStatusCode.OK, "past", "gia"), (code, ended.GetProperty("state").GetString(), ended.GetProperty("ended_by").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync($"{Path}/{id}/end", null)).Code);
        Assert.Contains((await GetAsync($"{Path}?state=past")).GetProperty("items").EnumerateArray(), i => i.GetProperty("id").GetString() == id);
    }

    [Fact]
    public async Task Mute_OfADevice_AndOfItsBranch()
    {
        var device = (await app.Services.GetRequiredService<DeviceEditor>().AddAsync(new DeviceDraft("atm", "127.64.9.9", "B", "R", "ATM") { Tags = ["Cash"] }, Cancellation)).Id!.Value;
        await Eventually.TrueAsync(() => app.Services.GetRequiredService<Core.Status.StatusBoard>().Current.Find(device) is not null);

        var (first, code) = await PostAsync($"/api/v1/devices/{device}/mute", """{"minutes":30,"by":"nino"}""");
        var (longer, _) = await PostAsync($"/api/v1/devices/{device}/mute", """{"minutes":120}""");
        var (branch, _) = await PostAsync($"/api/v1/devices/{device}/mute", """{"minutes":30,"scope":"branch"}""");

        Assert.Equal((HttpStatusCode.OK, "now", "Mute of atm", 1), (code, first.GetProperty("state").GetString(), first.GetProperty("name").GetString(), first.GetProperty("devices").GetInt32()));
        Assert.Equal(first.GetProperty("id").GetString(), longer.GetProperty("id").GetString());
        Assert.Equal("branch", branch.GetProperty("scope").GetProperty("kind").GetString());
        await Eventually.TrueAsync(async () => (await GetAsync($"/api/v1/devices/{device}")).GetProperty("flags").EnumerateArray().Any(f => f.GetString() == "maintenance"));
        Assert.Equal("cash", (await GetAsync($"/api/v1/devices/{device}")).GetProperty("tags")[0].GetString());
        await PostAsync($"{Path}/{first.GetProperty("id").GetString()}/end", null);
        await PostAsync($"{Path}/{branch.GetProperty("id").GetString()}/end", null);
        await Eventually.TrueAsync(async () => (await GetAsync($"/api/v1/devices/{device}")).GetProperty("flags").GetArrayLength() == 0);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync($"/api/v1/devices/{Guid.NewGuid()}/mute", """{"minutes":30}""")).Code);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync($"/api/v1/devices/{device}/mute", """{"scope":"city"}""")).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[1,2]")]
    [InlineData("{\"name\":7}")]
    [InlineData("{}")]
    [InlineData("{\"name\":\"x\",\"scope\":{\"kind\":\"ALL\"},\"plan\":{\"kind\":\"daily\"}}")]
    [InlineData("{\"name\":\"x\",\"scope\":{\"kind\":\"all\"},\"plan\":{\"kind\":\"weekly\",\"weekdays\":[null],\"start\":\"25:00\",\"minutes\":0,\"zone\":\"Mars/Base\",\"first_day\":\"x\"}}")]
    [InlineData("{\"name\":\"x\",\"scope\":{\"kind\":\"tag\",\"values\":[null]},\"plan\":{\"kind\":\"once\",\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"}}")]
    [InlineData("{\"name\":\"x\",\"scope\":{\"kind\":\"all\"},\"plan\":{\"kind\":\"once\",\"from\":\"0001-01-01T00:00:00Z\",\"to\":\"9999-12-31T23:59:59Z\"}}")]
    public async Task Post_WhatCannotBe_IsRefusedInWords(string body)
    {
        var (problem, code) = await PostAsync(Path, body);

        Assert.Equal(HttpStatusCode.BadRequest, code);
        Assert.NotEmpty(problem.GetProperty("faults").EnumerateArray());
    }

    [Fact]
    public async Task Post_TooLongOrNoJson_IsRefused()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(Path, "{\"name\":\"" + new string('x', 300_000) + "\"}")).Code);
        using var form = new FormUrlEncodedContent([new("name", "x")]);
        using var reply = await _http.PostAsync(new Uri(Path, UriKind.Relative), form, Cancellation);
        Assert.True(reply.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType);
        using var state = await _http.GetAsync(new Uri($"{Path}?state=later", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, state.StatusCode);
        using var missing = await _http.GetAsync(new Uri($"{Path}/7", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private async Task<(JsonElement Body, HttpStatusCode Code)> PostAsync(string path, string? body)
    {
        using var content = body is null ? null : Json(body);
        using var reply = await _http.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation);
        return (await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation), reply.StatusCode);
    }

    private async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), Cancellation);
}
