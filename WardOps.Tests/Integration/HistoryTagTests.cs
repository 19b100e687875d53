using System.Globalization;
using System.Net;
using WardOps.Core.Devices;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Reports;
using WardOps.Tests.History;

namespace WardOps.Tests.Integration;

/// <summary>What a client may keep, and when it is told that it has the answer already.</summary>
public sealed class HistoryTagTests(HistoryApp app) : IClassFixture<HistoryApp>
{
    private static readonly DateTimeOffset s_hour = HistoryApp.Hour;

    private readonly HttpClient _http = app.Client();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Questions { get; } =
        [$"/api/v1/devices/{HistoryApp.Device.Id}/history", $"/api/v1/devices/{HistoryApp.Device.Id}/outages", "/api/v1/reports/uptime"];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task OverForLong_IsTaggedAndAskedForOnce(string path)
    {
        using var first = await AskAsync(path, s_hour, s_hour.AddHours(1));
        var tag = first.Headers.ETag!;
        app.Reader.Questions.Clear();

        using var again = await AskAsync(path, s_hour, s_hour.AddHours(1), tag.ToString());

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified), (first.StatusCode, again.StatusCode));
        Assert.True(tag.IsWeak);
        Assert.Equal(tag, again.Headers.ETag);
        Assert.All(new[] { first, again }, r => Assert.Equal("no-cache, private", r.Headers.CacheControl!.ToString()));
        Assert.Empty(app.Reader.Questions);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("W/\"other\", {tag}", true)]
    [InlineData("\"a\",\"b\" , {tag}", true)]
    [InlineData("{strong}", true)]   // compared weakly, as If-None-Match is
    [InlineData("\"other\"", false)]
    [InlineData("W/\"\"", false)]
    [InlineData("nonsense", false)]
    [InlineData("W/", false)]
    [InlineData("\"never closed", false)]
    [InlineData(",,,", false)]
    [InlineData("", false)]
    public async Task IfNoneMatch_OfAnyShape_IsReadAsItIsMeant(string header, bool isKnown)
    {
        var path = $"/api/v1/devices/{HistoryApp.Device.Id}/outages";
        using var first = await AskAsync(path, s_hour, s_hour.AddHours(1));
        var tag = first.Headers.ETag!;

        using var reply = await AskAsync(path, s_hour, s_hour.AddHours(1), header.Replace("{tag}", tag.ToString(), StringComparison.Ordinal).Replace("{strong}", tag.Tag, StringComparison.Ordinal));

        Assert.Equal(isKnown ? HttpStatusCode.NotModified : HttpStatusCode.OK, reply.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task TooManyAtOnce_TheLastAreRefusedInWordsAndBearNoTag(string path)
    {
        const int TooMany = 3;
        var most = path.Contains("reports", StringComparison.Ordinal) ? UptimeReporter.MostAsked : QueuedReader.MostAsked;
        var gate = new TaskCompletionSource();
        app.Reader.Gate = gate.Task;
        var all = Enumerable.Range(0, most + TooMany).Select(_ => AskAsync(path, s_hour, s_hour.AddHours(1))).ToList();
        await Eventually.TrueAsync(() => all.Count(t => t.IsCompleted) == TooMany);

        foreach (var refused in all.Where(t => t.IsCompleted))
        {
            using var reply = await refused;
            Assert.Equal(HttpStatusCode.TooManyRequests, reply.StatusCode);
            Assert.Equal("application/problem+json", reply.Content.Headers.ContentType!.MediaType);
            Assert.Contains("Try again", (await HistoryApp.JsonAsync(reply)).GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.True(reply.Headers.RetryAfter!.Delta > TimeSpan.Zero);
            Assert.Null(reply.Headers.ETag);
            Assert.True(reply.Headers.CacheControl!.NoStore);
        }

        gate.SetResult();
        app.Reader.Gate = Task.CompletedTask;
        foreach (var answered in await Task.WhenAll(all))
        {
            Assert.True(answered.StatusCode is HttpStatusCode.OK or HttpStatusCode.TooManyRequests);
            answered.Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task UpToNow_MayChangeAndIsNotKept(string path)
    {
        var now = TimeProvider.System.GetUtcNow();
        app.Reader.Questions.Clear();

        using var reply = await AskAsync(path, now.AddHours(-1), now.AddMinutes(-14), "*");

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Null(reply.Headers.ETag);
        Assert.Equal("no-store", reply.Headers.CacheControl!.ToString());
        Assert.NotEmpty(app.Reader.Questions);
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task RoundsStillOnTheirWay_MayChangeAndAreNotKept(string path)
    {
        var at = s_hour.AddHours(-10 * (path[^1] - 'a' + 1));   // a stretch of its own for each question
        using var before = await AskAsync(path, at, at.AddHours(1));
        var way = new Action[]
        {
            () => app.Ledger.Begun(Rounds.At(at, Catalog.Empty).Plan),
            () => app.Ledger.Spooled(at, Rounds.Interval, 1),
            () => app.Ledger.Acknowledged(at, Rounds.Interval, 1),
        };
        foreach (var step in way)
        {
            step();
            using var reply = await AskAsync(path, at, at.AddHours(1), before.Headers.ETag?.ToString());
            Assert.Equal((HttpStatusCode.OK, null), (reply.StatusCode, reply.Headers.ETag));
        }

        app.Ledger.Missing(at, Rounds.Interval, GapReason.NotReadBack);
        using var lost = await AskAsync(path, at, at.AddHours(1), before.Headers.ETag?.ToString());
        Assert.Equal((HttpStatusCode.OK, null), (lost.StatusCode, lost.Headers.ETag));   // memory may still have it, and forget it

        app.Ledger.ReadBack(at, Rounds.Interval);
        using var after = await AskAsync(path, at, at.AddHours(1), before.Headers.ETag?.ToString());
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.NotNull(after.Headers.ETag);
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
    }

    [Fact]
    public async Task Tag_OfEveryQuestion_IsItsOwn()
    {
        var device = $"/api/v1/devices/{HistoryApp.Device.Id}";
        string[] paths = [$"{device}/history?step=10s", $"{device}/history?step=20s", $"{device}/outages", "/api/v1/reports/uptime", "/api/v1/reports/uptime?group_by=region", "/api/v1/reports/uptime?format=csv"];
        var tags = new List<string?>();
        foreach (var path in paths)
        {
            foreach (var hours in new[] { 1, 2 })
            {
                using var reply = await AskAsync(path, s_hour, s_hour.AddHours(hours));
                tags.Add(reply.Headers.ETag?.ToString());
            }
        }

        Assert.All(tags, Assert.NotNull);
        Assert.Equal(tags.Count, tags.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task RenamedDevice_HasAnotherAnswer(string path)
    {
        using var before = await AskAsync(path, s_hour, s_hour.AddHours(1));
        await app.WatchAsync(HistoryApp.Device with { Name = "Renamed" });
        try
        {
            using var after = await AskAsync(path, s_hour, s_hour.AddHours(1), before.Headers.ETag?.ToString());
            Assert.Equal(HttpStatusCode.OK, after.StatusCode);
            Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
        }
        finally
        {
            await app.WatchAsync(HistoryApp.Device);
        }
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task StoreAway_IsNotKept(string path)
    {
        app.Reader.Trouble = "away";
        try
        {
            using var reply = await AskAsync(path, s_hour, s_hour.AddHours(3));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, null), (reply.StatusCode, reply.Headers.ETag));
            Assert.Equal("no-store", reply.Headers.CacheControl!.ToString());
        }
        finally
        {
            app.Reader.Trouble = null;
        }
    }

    [Fact]
    public async Task HistoryOlderThanTheStoreKeepsIt_IsNotKept()
    {
        var old = s_hour.AddDays(-371);
        using var reply = await AskAsync($"/api/v1/devices/{HistoryApp.Device.Id}/outages", old, old.AddHours(1), "*");
        Assert.Equal((HttpStatusCode.OK, null), (reply.StatusCode, reply.Headers.ETag));
    }

    private async Task<HttpResponseMessage> AskAsync(string path, DateTimeOffset from, DateTimeOffset to, string? known = null)
    {
        var join = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}{join}from={Text(from)}&to={Text(to)}");
        if (known is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        }

        return await _http.SendAsync(request, Cancellation);
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
