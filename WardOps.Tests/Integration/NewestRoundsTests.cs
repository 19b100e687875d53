using System.Runtime.Versioning;
using WardOps.Bench.Truth;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Reading;
using WardOps.Tests.History;

namespace WardOps.Tests.Integration;

/// <summary>The right edge of a chart on a real VictoriaMetrics, at the real time: there its answers are late, and some of them wrong.</summary>
[SupportedOSPlatform("linux")]   // as WardOps.Bench is
public sealed class NewestRoundsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1h")]
    [InlineData("30d")]
    public async Task A_round_that_only_memory_has_is_in_the_answer(string length)
    {
        using var server = await VictoriaServer.StartAsync();
        await using var host = await HistoryHost.StartAsync(server, Rounds.Device(1));
        var newest = Rounds.Align(TimeProvider.System.GetUtcNow()) - Rounds.Interval;
        host.Get<FreshRounds>().Add(Rounds.At(newest - Rounds.Interval, host.Catalog.Current, Rounds.Up));
        host.Get<FreshRounds>().Add(Rounds.At(newest, host.Catalog.Current, Rounds.Down));

        var history = await ReadAsync(host, length);

        Assert.Equal((10, 10), (history.Uptime.UpSeconds, history.Uptime.DownSeconds));
        Assert.Equal([new Outage(newest, null)], history.Outages);
        Assert.Equal(12.5, history.Percentiles.P99);
        Assert.Equal(history.Outages, await host.Reader.ReadOutagesAsync(host.Catalog.Current.Devices[0], newest.AddDays(-30), newest.AddHours(1), Cancellation));
    }

    [Theory]
    [InlineData("1h")]
    [InlineData("30d")]
    public async Task A_store_that_cannot_be_asked_is_an_error_whatever_memory_has(string length)
    {
        using var server = await VictoriaServer.StartAsync();
        await using var host = await HistoryHost.StartAsync(server, Rounds.Device(1));
        host.Get<FreshRounds>().Add(Rounds.At(Rounds.Align(TimeProvider.System.GetUtcNow()) - Rounds.Interval, host.Catalog.Current, Rounds.Up));
        await server.KillAsync();

        await Assert.ThrowsAsync<HistoryUnavailableException>(() => ReadAsync(host, length));
    }

    [Fact]
    public async Task Samples_of_this_minute_are_counted_right_in_long_ranges_too()
    {
        using var server = await VictoriaServer.StartAsync();
        await using var store = new VictoriaTruthStore(server.Address);
        var now = TimeProvider.System.GetUtcNow();
        var newest = Rounds.Align(now) - (2 * Rounds.Interval);
        var device = Rounds.Device(1);
        var random = new Random(1);
        StoryRound[] rounds = [.. Enumerable.Range(0, 3_000).Select(i => new StoryRound(
            newest - ((2_999 - i) * Rounds.Interval), i < 2_990 ? device : device with { Name = "Renamed" }, i is 2_990 or > 2_997 || random.NextDouble() < 0.1 ? Rounds.Down : Rounds.Up))];
        var hour = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / 3600 * 3600);
        var story = new DeviceStory(0, device, ProbePolicy.Default, 0, rounds, new HistoryRange(hour.AddDays(-30), hour.AddHours(1), TimeSpan.FromHours(1)), now, 0, 0);
        await store.WriteAsync([story], Cancellation);
        var (catalog, clock) = (new DeviceCatalog(), new StoppedClock(now));
        catalog.Swap([device]);
        var reader = store.Reader(catalog, ProbePolicy.Default, new FreshRounds(), clock);

        var history = await reader.ReadAsync(device, story.Range, Cancellation);

        Assert.Null(Differences.Between(Oracle.History(story), history, hasJitter: true));
        Assert.Null(history.Outages[^1].To);
        Assert.Null(Differences.Between(Oracle.Outages(story, now.AddDays(-300), now), await reader.ReadOutagesAsync(device, now.AddDays(-300), now, Cancellation)));
    }

    [Fact]
    public async Task Series_of_somebody_else_are_not_ours_and_a_round_sent_twice_counts_once()
    {
        using var server = await VictoriaServer.StartAsync("-dedup.minScrapeInterval=0");   // it shows what was sent twice twice
        await using var store = new VictoriaTruthStore(server.Address);
        var at = Rounds.Align(TimeProvider.System.GetUtcNow()).AddHours(-3);
        StoryRound[] rounds = [new(at, Rounds.Device(1), Rounds.Up), new(at + Rounds.Interval, Rounds.Device(1), Rounds.Down)];
        var range = new HistoryRange(at, at.AddMinutes(1), Rounds.Interval);
        var story = new DeviceStory(0, Rounds.Device(1), ProbePolicy.Default, 0, rounds, range, at.AddHours(1), 0, 0);
        using var http = new HttpClient { BaseAddress = server.Address };
        var foreign = string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""
            device_ping_status{device_id="abc"} 1 {{at.ToUnixTimeMilliseconds()}}
            device_ping_status{device_id="no guid"} 0 {{at.ToUnixTimeMilliseconds()}}
            device_ping_status{device_id="00000000-0000-0000-0000-000000000000"} 0 {{at.ToUnixTimeMilliseconds()}}
            device_ping_status 1 {{at.ToUnixTimeMilliseconds()}}
            device_ping_rtt_ms{device_id="abc"} 1e300 {{at.ToUnixTimeMilliseconds()}}

            """);
        (await http.PostAsync(new Uri("api/v1/import/prometheus", UriKind.Relative), new StringContent(foreign), Cancellation)).EnsureSuccessStatusCode();
        await store.WriteAsync([story], Cancellation);
        await store.WriteAsync([story], Cancellation);
        var reader = store.Reader(new DeviceCatalog(), ProbePolicy.Default, new FreshRounds(), new StoppedClock(story.Now));

        var history = await reader.ReadAsync(story.Device, range, Cancellation);
        var sums = await reader.ReadSumsAsync(at, at.AddMinutes(1), TimeSpan.FromMinutes(5), Cancellation).ToListAsync(Cancellation);

        Assert.Equal(new Uptime(10, 10, 40), history.Uptime);
        Assert.Equal([1, 0, null, null, null, null], history.Status);
        Assert.All(sums, s => Assert.Equal(Rounds.IdOf(1), s.DeviceId));
    }

    [Theory]
    [InlineData(4_007)]     // to the server 0.001 x 4007 x 1000 is a little less than 4007
    [InlineData(32_364)]
    [InlineData(522_795)]
    [InlineData(522_796)]
    [InlineData(600_000)]
    public async Task A_window_of_any_length_holds_its_first_round_and_not_the_one_before(int milliseconds)
    {
        using var server = await VictoriaServer.StartAsync("-dedup.minScrapeInterval=1ms");
        await using var store = new VictoriaTruthStore(server.Address);
        var at = Rounds.Align(TimeProvider.System.GetUtcNow()).AddHours(-2);
        StoryRound[] rounds = [.. Enumerable.Range(-1, 100).Select(i => new StoryRound(at + (i * Rounds.Interval), Rounds.Device(1), Rounds.Up))];
        var to = at.AddMilliseconds(milliseconds);
        var range = new HistoryRange(at, at.AddMinutes(10), Rounds.Interval);
        await store.WriteAsync([new DeviceStory(0, Rounds.Device(1), ProbePolicy.Default, 0, rounds, range, at.AddHours(1), 0, 0)], Cancellation);
        var reader = store.Reader(new DeviceCatalog(), ProbePolicy.Default, new FreshRounds(), new StoppedClock(at.AddHours(1)));

        var sums = await reader.ReadSumsAsync(at, to, TimeSpan.FromHours(1), Cancellation).ToListAsync(Cancellation);

        Assert.Equal(10 * ((milliseconds + 9_999) / 10_000), sums.Sum(s => s.KnownSeconds));
    }

    private static async Task<DeviceHistory> ReadAsync(HistoryHost host, string length)
    {
        Assert.True(HistoryRanges.TryParse(length, null, null, null, TimeProvider.System.GetUtcNow(), out var range, out _));
        return await host.Reader.ReadAsync(host.Catalog.Current.Devices[0], range, Cancellation);
    }
}
