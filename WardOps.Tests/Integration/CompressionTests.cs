using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;

namespace WardOps.Tests.Integration;

public sealed class CompressionTests(HistoryApp app) : IClassFixture<HistoryApp>
{
    private readonly HttpClient _http = app.Client();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string History => $"/api/v1/devices/{HistoryApp.Device.Id}/history?"
        + string.Create(CultureInfo.InvariantCulture, $"from={HistoryApp.Hour:yyyy-MM-ddTHH:mm:ssZ}&to={HistoryApp.Hour.AddHours(24):yyyy-MM-ddTHH:mm:ssZ}");

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip;q=1.0, br;q=0.5", "gzip")]
    [InlineData("deflate", null)]
    [InlineData("identity", null)]
    [InlineData("br;q=0", null)]
    [InlineData("", null)]
    public async Task History_IsPackedAsTheClientCanUnpack(string accepted, string? used)
    {
        var plain = (await PlainAsync(History)).GetProperty("history").GetRawText();
        using var reply = await AskAsync(History, accepted);

        var bytes = await reply.Content.ReadAsByteArrayAsync(Cancellation);

        Assert.Equal(used, reply.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.True(accepted.Length == 0 || reply.Headers.Vary.Contains("Accept-Encoding"));
        Assert.Equal(plain, (await UnpackAsync(bytes, used)).GetProperty("history").GetRawText());
        Assert.True(used is null || bytes.Length < plain.Length / 5, string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} of {plain.Length}"));
    }

    [Theory]
    [InlineData("/api/v1/reports/uptime?format=csv")]
    [InlineData("/api/v1/reports/uptime")]
    [InlineData("/api/v1/devices")]
    [InlineData("/api/v1/devices/no-such-device")]   // problem details
    [InlineData("/openapi/v1.json")]
    public async Task WhatTheApiSays_IsPacked(string path)
    {
        using var reply = await AskAsync(path, "br");
        Assert.Equal(["br"], reply.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/healthz")]
    public async Task WhatElseIsServed_IsLeftAlone(string path)
    {
        using var reply = await AskAsync(path, "br, gzip");
        Assert.Empty(reply.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("/hubs/live/negotiate?negotiateVersion=1")]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    public async Task HubAndCircuits_AreLeftAlone(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.AcceptEncoding.ParseAdd("br, gzip");
        using var reply = await _http.SendAsync(request, Cancellation);
        Assert.Equal("application/json", reply.Content.Headers.ContentType?.MediaType);
        Assert.Empty(reply.Content.Headers.ContentEncoding);
    }

    private static async Task<JsonElement> UnpackAsync(byte[] bytes, string? encoding)
    {
        using var packed = new MemoryStream(bytes);
        await using Stream plain = encoding switch
        {
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            _ => packed,
        };
        return (await JsonDocument.ParseAsync(plain, cancellationToken: Cancellation)).RootElement;
    }

    private async Task<JsonElement> PlainAsync(string path)
    {
        using var reply = await AskAsync(path, "");
        return await HistoryApp.JsonAsync(reply);
    }

    private async Task<HttpResponseMessage> AskAsync(string path, string accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var encoding in accepted.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            request.Headers.AcceptEncoding.Add(StringWithQualityHeaderValue.Parse(encoding));
        }

        return await _http.SendAsync(request, Cancellation);
    }
}
