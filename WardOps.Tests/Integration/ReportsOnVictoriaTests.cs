using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using WardOps.Core.History.Victoria;
using WardOps.Tests.History;

namespace WardOps.Tests.Integration;

/// <summary>Outages and reports through the API of the whole application, against a real VictoriaMetrics that holds a known truth of three days.</summary>
public sealed class ReportsOnVictoriaTests(ReportsOnVictoriaTests.App app) : IClassFixture<ReportsOnVictoriaTests.App>
{
    private static readonly DateTimeOffset s_to = DateTimeOffset.UnixEpoch.AddHours((TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 3600) - 1);
    private static readonly DateTimeOffset s_from = s_to.AddDays(-3);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(17 * 60 + 20, -7 * 60 - 50)]   // neither end at a five-minute mark
    [InlineData(20 * 3600, -30 * 3600)]
    public async Task Report_of_any_range_is_the_truth_to_the_round(int begin, int end)
    {
        var (from, to) = (s_from.AddSeconds(begin), s_to.AddSeconds(end));

        var report = await GetAsync($"/api/v1/reports/uptime?{Range(from, to)}");

        Assert.Equal(1, report.GetProperty("removed_devices").GetInt32());
        Assert.Equal(4, report.GetProperty("rows").GetArrayLength());   // the disabled one has history
        foreach (var row in report.GetProperty("rows").EnumerateArray())
        {
            var truth = Truths(row.GetProperty("id").GetGuid(), from, to);
            Assert.Equal(
                (10.0 * truth.Count(t => t > 0), 10.0 * truth.Count(t => t == 0), 10.0 * truth.Count(t => t < 0)),
                (row.GetProperty("up_seconds").GetDouble(), row.GetProperty("down_seconds").GetDouble(), row.GetProperty("unknown_seconds").GetDouble()));
        }
    }

    [Fact]
    public async Task Report_of_branches_counts_a_moved_device_where_it_is_now()
    {
        var report = await GetAsync($"/api/v1/reports/uptime?{Range(s_from, s_to)}&group_by=branch");

        var branches = report.GetProperty("rows").EnumerateArray().ToDictionary(r => r.GetProperty("name").GetString()!);
        Assert.Equal(["Here", "There"], branches.Keys.Order());
        Assert.Equal(
            Truths(Rounds.IdOf(1), s_from, s_to).Count(t => t > 0) * 10.0,
            branches["There"].GetProperty("up_seconds").GetDouble());
        Assert.Equal((3, 1), (branches["Here"].GetProperty("devices").GetInt32(), branches["Here"].GetProperty("disabled_devices").GetInt32()));
    }

    [Theory]
    [InlineData(1)]   // renamed and moved half way
    [InlineData(2)]   // flaps
    [InlineData(3)]   // has gaps
    public async Task Outages_are_the_truth_to_the_round(int number)
    {
        var reply = await GetAsync($"/api/v1/devices/{Rounds.IdOf(number)}/outages?{Range(s_from, s_to)}");

        var told = reply.GetProperty("outages").EnumerateArray()
            .Select(o => (o.GetProperty("from").GetDateTimeOffset(), o.GetProperty("to").GetDateTimeOffset()));
        var truth = OutagesOf(Rounds.IdOf(number)).ToList();
        Assert.NotEmpty(truth);
        Assert.Equal(truth, told);
        Assert.Equal(truth.Sum(o => (o.To - o.From).TotalSeconds), reply.GetProperty("total_seconds").GetDouble());
    }

    [Fact]
    public async Task Csv_of_a_real_store_is_whole()
    {
        using var http = app.Client();
        var text = await http.GetStringAsync(new Uri($"/api/v1/reports/uptime?{Range(s_from, s_to)}&format=csv", UriKind.Relative), Cancellation);
        Assert.Equal(6, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith("fleet,", text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);
    }

    /// <summary>1 up, 0 down, -1 not written.</summary>
    private static int Truth(Guid device, DateTimeOffset at)
    {
        var second = (long)(at - s_from).TotalSeconds;
        return device.ToByteArray()[0] switch
        {
            1 => second % 86_400 is > 40_000 and < 47_000 ? 0 : 1,
            2 => second / 10 % 7 < 2 ? 0 : 1,
            3 => second % 30_000 is > 3_000 and < 9_000 ? -1 : second % 30_000 is > 8_000 and < 12_000 ? 0 : 1,
            _ => second < 100_000 ? 1 : -1,
        };
    }

    private static List<int> Truths(Guid device, DateTimeOffset from, DateTimeOffset to)
        => [.. Enumerable.Range(0, (int)((to - from) / Rounds.Interval)).Select(i => Truth(device, from + (i * Rounds.Interval)))];

    /// <summary>From the first round down to the next one up; the end of the range ends what lasts.</summary>
    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> OutagesOf(Guid device)
    {
        DateTimeOffset? since = null;
        for (var at = s_from; at < s_to; at += Rounds.Interval)
        {
            var is0 = Truth(device, at);
            if (is0 == 0)
            {
                since ??= at;
            }
            else if (is0 > 0 && since is { } from)
            {
                yield return (from, at);
                since = null;
            }
        }

        if (since is { } last)
        {
            yield return (last, s_to);
        }
    }

    private static string Range(DateTimeOffset from, DateTimeOffset to)
        => string.Create(CultureInfo.InvariantCulture, $"from={from.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&to={to.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");

    private async Task<JsonElement> GetAsync(string path)
    {
        using var http = app.Client();
        using var reply = await http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.True(reply.StatusCode == HttpStatusCode.OK, await reply.Content.ReadAsStringAsync(Cancellation));
        return await HistoryApp.JsonAsync(reply);
    }

    public sealed class App : HistoryApp
    {
        private static readonly Lazy<VictoriaServer> s_server = new(() => VictoriaServer.StartAsync().GetAwaiter().GetResult());

        public App()
            : base(s_server.Value.Address)
        {
        }

        public override async ValueTask InitializeAsync()
        {
            await ImportAsync();
            await base.InitializeAsync();
            await WatchAsync(
                Rounds.Device(1, "New name", "There"), Rounds.Device(2, "Flaps", "Here"), Rounds.Device(3, "Gaps", "Here"),
                Rounds.Device(4, "Disabled", "Here") with { Enabled = false });
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            s_server.Value.Dispose();
        }

        private static async Task ImportAsync()
        {
            using var http = new HttpClient { BaseAddress = s_server.Value.Address };
            var lines = new StringBuilder();
            var half = s_from.AddDays(1.5);
            Append(lines, 1, "Old name", "Here", s_from, half);
            Append(lines, 1, "New name", "There", half, s_to);
            foreach (var number in new[] { 2, 3, 4, 5 })
            {
                Append(lines, number, "Device", "Here", s_from, s_to);
            }

            using var content = new StringContent(lines.ToString());
            (await http.PostAsync(new Uri("api/v1/import", UriKind.Relative), content, Cancellation)).EnsureSuccessStatusCode();
            await Eventually.TrueAsync(async () =>
            {
                var count = await http.GetFromJsonAsync<JsonElement>(
                    new Uri($"api/v1/query?nocache=1&time={s_to.ToUnixTimeSeconds()}&query=count(last_over_time({Metrics.Status}[4d]))", UriKind.Relative), Cancellation);
                return count.GetProperty("data").GetProperty("result") is { } found && found.GetArrayLength() > 0 && found[0].GetProperty("value")[1].GetString() == "6";
            });
        }

        private static void Append(StringBuilder lines, int number, string name, string branch, DateTimeOffset from, DateTimeOffset to)
        {
            var known = Enumerable.Range(0, (int)((to - from) / Rounds.Interval))
                .Select(i => from + (i * Rounds.Interval))
                .Where(at => Truth(Rounds.IdOf(number), at) >= 0)
                .ToList();
            lines.AppendLine(JsonSerializer.Serialize(new
            {
                metric = new Dictionary<string, string>
                {
                    ["__name__"] = Metrics.Status, ["device_id"] = Metrics.IdText(Rounds.IdOf(number)), ["device_name"] = name, ["branch"] = branch,
                },
                values = known.Select(at => Truth(Rounds.IdOf(number), at)),
                timestamps = known.Select(at => at.ToUnixTimeMilliseconds()),
            }));
        }
    }
}
