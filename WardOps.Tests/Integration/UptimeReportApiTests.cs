using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Maintenance;
using WardOps.Tests.History;

namespace WardOps.Tests.Integration;

public sealed class UptimeReportApiTests(HistoryApp app) : IClassFixture<HistoryApp>, IAsyncDisposable
{
    private const string Path = "/api/v1/reports/uptime";

    private static readonly string[] s_hostile =
    [
        "=HYPERLINK(\"http://evil\",\"x\")", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "a,b;c\"d\"", "line\r\nbreak", "ფილიალი ვაკე", "'quoted'", "",
    ];

    private readonly HttpClient _http = app.Client();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Range => string.Create(
        CultureInfo.InvariantCulture, $"from={HistoryApp.Hour.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&to={HistoryApp.Hour.AddHours(2).UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");

    public async ValueTask DisposeAsync() => await app.WatchAsync(HistoryApp.Device);

    [Fact]
    public async Task Json_HasItsPropertiesInOrder()
    {
        await app.WatchAsync(HistoryApp.Device, Rounds.Device(2, "b", "ვაკე"), Rounds.Device(3, "c", "Other", "Guria") with { Enabled = false });

        var report = await GetAsync($"{Path}?{Range}");

        Assert.Equal(["from", "to", "group_by", "fleet", "removed_devices", "maintenance", "rows"], Names(report));
        string[] figures = ["devices", "disabled_devices", "uptime_percent", "up_seconds", "down_seconds", "unknown_seconds", "coverage_percent", "excluded_seconds"];
        Assert.Equal(figures, Names(report.GetProperty("fleet")));
        Assert.Equal(["id", "name", "ip", "region", "branch", .. figures], Names(report.GetProperty("rows")[0]));
        Assert.Equal("device", report.GetProperty("group_by").GetString());
        Assert.Equal(["b", "ფილიალი 1"], report.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("name").GetString()));
        Assert.Equal(98.3333, report.GetProperty("rows")[1].GetProperty("uptime_percent").GetDouble());
        Assert.Equal(120, report.GetProperty("rows")[1].GetProperty("down_seconds").GetDouble());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("rows")[0].GetProperty("uptime_percent").ValueKind);   // nothing is known
        Assert.Equal(7200, report.GetProperty("fleet").GetProperty("unknown_seconds").GetDouble());
        Assert.Equal(50, report.GetProperty("fleet").GetProperty("coverage_percent").GetDouble());
    }

    [Fact]
    public async Task Json_WithoutMaintenance_SaysHowMuchWasLeftOut()
    {
        var windows = app.Services.GetRequiredService<MaintenanceWindows>();
        windows.Swap(MaintenanceSet.Of([new MaintenanceWindow
        {
            Id = Guid.NewGuid(), Name = "w", Scope = DeviceScope.All, CreatedBy = "nino", CreatedAt = HistoryApp.Hour, InForceFrom = HistoryApp.Hour,
            Plan = new OneOffPlan(HistoryApp.Hour.AddMinutes(-5), HistoryApp.Hour.AddMinutes(90)),
        }]));
        try
        {
            var all = (await GetAsync($"{Path}?{Range}&maintenance=count")).GetProperty("fleet");
            var report = await GetAsync($"{Path}?{Range}&maintenance=exclude");
            var fleet = report.GetProperty("fleet");

            Assert.Equal("exclude", report.GetProperty("maintenance").GetString());
            Assert.Equal((0, 5400), (all.GetProperty("excluded_seconds").GetDouble(), fleet.GetProperty("excluded_seconds").GetDouble()));
            Assert.Equal(1800, fleet.GetProperty("up_seconds").GetDouble() + fleet.GetProperty("down_seconds").GetDouble() + fleet.GetProperty("unknown_seconds").GetDouble());
            using var wrong = await _http.GetAsync(new Uri($"{Path}?{Range}&maintenance=maybe", UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);

            // Whoever kept the answer must not be told that it still holds when the windows are others.
            using var before = await _http.GetAsync(new Uri($"{Path}?{Range}&maintenance=exclude", UriKind.Relative), Cancellation);
            windows.Swap(MaintenanceSet.Of([]));
            using var after = await _http.GetAsync(new Uri($"{Path}?{Range}&maintenance=exclude", UriKind.Relative), Cancellation);
            Assert.True(before.Headers.ETag is null || !Equals(before.Headers.ETag, after.Headers.ETag));
        }
        finally
        {
            windows.Swap(MaintenanceSet.Of([]));
        }
    }

    [Theory]
    [InlineData("branch", "ვაკე", "ვაკე", 2)]
    [InlineData("region", "Tbilisi", null, 2)]
    public async Task Json_Groups_AreWhereDevicesAreNow(string grouping, string name, string? branch, int devices)
    {
        await app.WatchAsync(HistoryApp.Device, Rounds.Device(2, "b", "ვაკე"));

        var row = (await GetAsync($"{Path}?{Range}&group_by={grouping}")).GetProperty("rows").EnumerateArray().Single();

        Assert.Equal((name, branch, devices), (row.GetProperty("name").GetString(), row.GetProperty("branch").GetString(), row.GetProperty("devices").GetInt32()));
        Assert.Equal(JsonValueKind.Null, row.GetProperty("id").ValueKind);
    }

    [Fact]
    public async Task Json_RemovedDevice_IsCountedAndNotNamed()
    {
        await app.WatchAsync(Rounds.Device(2, "b"));

        var report = await GetAsync($"{Path}?{Range}");

        Assert.Equal(1, report.GetProperty("removed_devices").GetInt32());
        Assert.Equal(0, report.GetProperty("fleet").GetProperty("up_seconds").GetDouble());
    }

    [Fact]
    public async Task Csv_HostileNames_ComeBackHarmlessAndWhole()
    {
        await app.WatchAsync([.. s_hostile.Select((name, i) => Rounds.Device(i + 1, name, "=branch", "@region"))]);
        using var reply = await _http.GetAsync(new Uri($"{Path}?{Range}&format=csv", UriKind.Relative), Cancellation);

        var bytes = await reply.Content.ReadAsByteArrayAsync(Cancellation);
        var rows = Parse(bytes);

        Assert.Equal("text/csv; charset=utf-8; header=present", reply.Content.Headers.ContentType!.ToString());
        Assert.True(bytes.AsSpan().StartsWith(Encoding.UTF8.GetPreamble()));
        Assert.Equal("group,id,name,ip,region,branch,devices,disabled_devices,uptime_percent,coverage_percent,up_seconds,down_seconds,unknown_seconds,from,to,excluded_seconds", string.Join(',', rows[0]));
        Assert.Equal(s_hostile.Length + 2, rows.Count);
        var names = rows.Skip(1).SkipLast(1).Select(r => r[2]).ToList();
        Assert.All(names, n => Assert.False(n.Length > 0 && "=+-@\t\r\n ".Contains(n[0], StringComparison.Ordinal), n));
        Assert.Equal(
            s_hostile.Select(h => h.Length > 0 && "=+-@\t\r\n ".Contains(h[0], StringComparison.Ordinal) ? "'" + h : h).Order(StringComparer.Ordinal),
            names.Order(StringComparer.Ordinal));
        Assert.All(rows.Skip(1).SkipLast(1), r => Assert.Equal(("'@region", "'=branch"), (r[4], r[5])));
        Assert.All(rows, r => Assert.Equal(rows[0].Length, r.Length));
        Assert.Equal(("fleet", "All devices", "13"), (rows[^1][0], rows[^1][2], rows[^1][6]));
    }

    [Fact]
    public async Task Csv_Numbers_AreThoseOfTheJsonInAnyCulture()
    {
        using var reply = await _http.GetAsync(new Uri($"{Path}?{Range}&format=csv", UriKind.Relative), Cancellation);

        var row = Parse(await reply.Content.ReadAsByteArrayAsync(Cancellation))[1];

        var hour = HistoryApp.Hour.UtcDateTime;
        Assert.Equal(
            ["device", HistoryApp.Device.Id.ToString(), HistoryApp.Device.Name, "10.0.0.1", "Tbilisi", "ვაკე", "1", "0", "98.3333", "100", "7080", "120", "0",
                hour.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), hour.AddHours(2).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), "0"],
            row);
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"wardops-uptime-by-device-{hour:yyyyMMdd'T'HHmm}Z-{hour.AddHours(2):yyyyMMdd'T'HHmm}Z.csv"),
            reply.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal("attachment", reply.Content.Headers.ContentDisposition.DispositionType);
    }

    [Theory]
    [InlineData(null, null, "application/json")]
    [InlineData(null, "*/*", "application/json")]
    [InlineData(null, "text/csv", "text/csv")]
    [InlineData(null, "text/*", "text/csv")]
    [InlineData(null, "text/csv;q=0.5, application/json", "application/json")]
    [InlineData(null, "text/csv, */*;q=0.1", "text/csv")]
    [InlineData(null, "image/png", "application/json")]
    [InlineData("json", "text/csv", "application/json")]
    [InlineData("csv", "application/json", "text/csv")]
    public async Task Format_IsWhatTheQuerySaysElseWhatTheClientLikes(string? format, string? accept, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path}?{Range}{(format is null ? "" : "&format=" + format)}");
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var reply = await _http.SendAsync(request, Cancellation);

        Assert.Equal(type, reply.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept", reply.Headers.Vary);
    }

    [Theory]
    [InlineData("group_by=street", "group_by")]
    [InlineData("group_by=device&group_by=branch", "group_by is given 2 times")]
    [InlineData("format=xml", "format")]
    [InlineData("from=2024-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", "400 days")]
    public async Task Query_NotUnderstood_IsA400(string query, string words)
    {
        using var reply = await _http.GetAsync(new Uri($"{Path}?{query}", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Contains(words, (await HistoryApp.JsonAsync(reply)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    public async Task StoreFails_BeforeTheFirstByte_IsA503(string format)
    {
        app.Reader.Trouble = "VictoriaMetrics cannot be reached.";
        try
        {
            using var reply = await _http.GetAsync(new Uri($"{Path}?format={format}", UriKind.Relative), Cancellation);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (reply.StatusCode, reply.Content.Headers.ContentType?.MediaType));
            Assert.Null(reply.Content.Headers.ContentDisposition);
        }
        finally
        {
            app.Reader.Trouble = null;
        }
    }

    [Fact]
    public async Task Client_GoesAway_TheStoreIsAskedNoMore()
    {
        app.Reader.Gate = new TaskCompletionSource().Task;
        app.Reader.Questions.Clear();
        try
        {
            using var leave = new CancellationTokenSource();
            var reply = _http.GetAsync(new Uri($"{Path}?time_range=30d", UriKind.Relative), leave.Token);
            await Eventually.TrueAsync(() => app.Reader.Questions.Count == 1);

            await leave.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply);
            await Eventually.TrueAsync(() => app.Reader.GaveUp > 0);
            Assert.Single(app.Reader.Questions);
        }
        finally
        {
            app.Reader.Gate = Task.CompletedTask;
        }
    }

    private static List<string[]> Parse(byte[] bytes)
    {
        using var csv = CsvReader.Create(new MemoryStream(bytes), CsvReaderOptions.Default with { HasHeader = false });
        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
        }

        return rows;
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);

    private async Task<JsonElement> GetAsync(string path)
    {
        using var reply = await _http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return await HistoryApp.JsonAsync(reply);
    }
}
