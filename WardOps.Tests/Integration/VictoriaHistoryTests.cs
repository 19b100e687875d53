using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Spool;
using WardOps.Core.History.Victoria;
using WardOps.Tests.History;

namespace WardOps.Tests.Integration;

public sealed class VictoriaHistoryTests
{
    private static readonly DateTimeOffset s_now = Rounds.Align(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Rounds_written_read_back_exactly_with_gaps_as_nulls()
    {
        using var server = await VictoriaServer.StartAsync();
        var device = Rounds.Device(1, "ფილიალი \"ვაკე\" \\ one\ntwo \ud800 {a=\"b\",c} #");
        await using var host = await HistoryHost.StartAsync(server, device);
        var from = s_now - TimeSpan.FromMinutes(10);

        // 20 up, 10 unknown, 5 down, 15 not written at all, 10 up.
        for (var i = 0; i < 60; i++)
        {
            if (i is < 35 or >= 50)
            {
                var result = i switch { < 20 => Rounds.Up, < 30 => Rounds.Unknown, < 35 => Rounds.Down, _ => Rounds.Up };
                await OfferAsync(host, from + (i * Rounds.Interval), result);
            }
        }

        await host.AllWrittenAsync();
        var range = new HistoryRange(from, s_now, Rounds.Interval);
        var history = await ReadAsync(host, range, h => h.Status.Count(s => s is not null) == 35);

        for (var i = 0; i < 60; i++)
        {
            double? status = i switch { < 20 => 1, < 30 => null, < 35 => 0, < 50 => null, _ => 1 };
            Assert.Equal(status, history.Status[i]);
            Assert.Equal(status == 1 ? 12.5 : null, history.RttMs[i]);
            Assert.Equal(status is null ? null : 100 - (100 * status), history.LossPercent[i]);
        }

        Assert.Equal(new Uptime(300, 50, 250), history.Uptime);
        Assert.Equal([new Outage(from + TimeSpan.FromSeconds(300), from + TimeSpan.FromSeconds(500))], history.Outages);
        var names = await host.Get<VictoriaClient>().QueryAsync(
            $"last_over_time({Metrics.Status}{{device_name=\"{LabelText.ForSelector(device.Name)}\"}}[1h])", s_now, TestContext.Current.CancellationToken);
        Assert.Single(names);
        Assert.Equal(0, host.State.DroppedRounds);
        Assert.True(host.State.IsAvailable);
    }

    [Fact]
    public async Task A_renamed_device_is_one_device()
    {
        using var server = await VictoriaServer.StartAsync();
        await using var host = await HistoryHost.StartAsync(server, Rounds.Device(1, "Old"));
        var from = s_now - TimeSpan.FromMinutes(5);
        for (var i = 0; i < 30; i++)
        {
            if (i == 15)
            {
                host.Catalog.Swap([Rounds.Device(1, "New", "Elsewhere", "Batumi")]);
            }

            await OfferAsync(host, from + (i * Rounds.Interval), i is 14 or 15 ? Rounds.Down : Rounds.Up);
        }

        await host.AllWrittenAsync();
        var history = await ReadAsync(host, new HistoryRange(from, s_now, Rounds.Interval), h => h.Uptime.UnknownSeconds == 0);
        Assert.Equal(new Uptime(280, 20, 0), history.Uptime);
        Assert.Equal([new Outage(from + TimeSpan.FromSeconds(140), from + TimeSpan.FromSeconds(160))], history.Outages);
    }

    [Fact]
    public async Task A_long_range_is_read_by_steps_that_begin_where_they_say()
    {
        using var server = await VictoriaServer.StartAsync();
        await using var host = await HistoryHost.StartAsync(server, Rounds.Device(1));
        var hour = DateTimeOffset.UnixEpoch + TimeSpan.FromHours((s_now.ToUnixTimeSeconds() / 3600) - 48);

        // The first and the last round of one hour, and the first of the next.
        await OfferAsync(host, hour, Rounds.Down);
        await OfferAsync(host, hour + TimeSpan.FromSeconds(3590), Rounds.Up);
        await OfferAsync(host, hour + TimeSpan.FromSeconds(3600), Rounds.Up);
        await host.AllWrittenAsync();
        var range = new HistoryRange(hour - TimeSpan.FromDays(20), hour + TimeSpan.FromDays(2), TimeSpan.FromHours(1));
        var history = await ReadAsync(host, range, h => h.Status.Count(s => s is not null) == 2);

        Assert.Equal(0, history.Status[480]);
        Assert.Equal(1, history.Status[481]);
        Assert.Equal(50, history.LossPercent[480]);
        Assert.Equal(12.5, history.RttMs[480]);
        Assert.Equal(20, history.Uptime.UpSeconds);
        Assert.Equal(10, history.Uptime.DownSeconds);
        Assert.Equal([new Outage(hour, hour + TimeSpan.FromSeconds(3590))], history.Outages);
    }

    [Fact]
    public async Task A_killed_and_restarted_server_loses_no_round()
    {
        using var server = await VictoriaServer.StartAsync();
        await using var host = await HistoryHost.StartAsync(server, Rounds.Device(1));
        var from = s_now - TimeSpan.FromMinutes(5);
        for (var i = 0; i < 10; i++)
        {
            await OfferAsync(host, from + (i * Rounds.Interval), Rounds.Up);
        }

        // Acknowledged, and not on disk.
        await host.AllWrittenAsync();
        await server.KillAsync();
        for (var i = 10; i < 30; i++)
        {
            await OfferAsync(host, from + (i * Rounds.Interval), Rounds.Up);
        }

        await Eventually.TrueAsync(() => !host.State.IsAvailable);
        await server.StartAgainAsync();
        var history = await ReadAsync(host, new HistoryRange(from, s_now, Rounds.Interval), h => h.Status.All(s => s is not null), 25);
        Assert.Equal(300, history.Uptime.UpSeconds);
        Assert.Equal(0, host.State.DroppedRounds);
    }

    [Fact]
    public async Task A_body_that_the_server_refuses_is_lost_and_the_next_round_is_not()
    {
        using var server = await VictoriaServer.StartAsync();
        await using var host = await HistoryHost.StartAsync(server, Rounds.Device(1));
        var spool = host.Get<RoundSpool>();
        var body = "No gzip at all."u8.ToArray();
        spool.Append(new RoundHead(s_now - (2 * Rounds.Interval), Rounds.Interval, 1, 1, IsGzip: true, body.Length), body);

        await OfferAsync(host, s_now - Rounds.Interval, Rounds.Up);
        await host.AllWrittenAsync();

        Assert.Equal((1, 1), (host.State.DroppedRounds, spool.Losses.TotalOf(GapReason.Refused)));
        Assert.Contains("VictoriaMetrics refused them", host.State.Problem, StringComparison.Ordinal);
        var history = await ReadAsync(host, new HistoryRange(s_now - TimeSpan.FromMinutes(1), s_now, Rounds.Interval), h => h.Status[^1] is not null);
        Assert.Equal(10, history.Uptime.UpSeconds);
    }

    [Fact]
    public async Task A_killed_WardOps_sends_its_rounds_at_the_next_start()
    {
        using var server = await VictoriaServer.StartAsync();
        var data = Directory.CreateTempSubdirectory("wardops-data-");
        var from = s_now - TimeSpan.FromMinutes(5);
        var configuration = new Dictionary<string, string?> { ["WARDOPS_DATA"] = data.FullName, ["VICTORIA_URL"] = server.Address.ToString() };
        await server.KillAsync();
        await using (var host = await HistoryHost.StartAsync(configuration, [Rounds.Device(1)]))
        {
            for (var i = 0; i < 30; i++)
            {
                await OfferAsync(host, from + (i * Rounds.Interval), Rounds.Up);
            }

            await Eventually.TrueAsync(() => host.State is { WaitingRounds: 30, SpoolBytes: > 1000, IsSpoolOnDisk: true } && host.Get<RecorderCounts>().Waiting == 0);
        }

        await server.StartAgainAsync();
        await using var next = await HistoryHost.StartAsync(configuration, [Rounds.Device(1)]);
        var history = await ReadAsync(next, new HistoryRange(from, s_now, Rounds.Interval), h => h.Status.All(s => s is not null), 25);
        Assert.Equal(300, history.Uptime.UpSeconds);
        Assert.Equal((0, 0L), (next.State.WaitingRounds, next.State.DroppedRounds));
        await next.StopAsync();
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task The_sums_are_rebuilt_after_a_restart_and_count_nothing_twice()
    {
        using var server = await VictoriaServer.StartAsync();
        WatchedDevice[] devices = [Rounds.Device(1), Rounds.Device(2)];
        await using (var before = await HistoryHost.StartAsync(server, devices))
        {
            for (var i = 400; i > 0; i--)
            {
                await OfferAsync(before, s_now - (i * Rounds.Interval), Rounds.Up, i <= 50 ? Rounds.Down : Rounds.Up);
            }

            await before.AllWrittenAsync();
            await ReadAsync(before, new HistoryRange(s_now - TimeSpan.FromHours(1), s_now, Rounds.Interval), h => h.Uptime.UnknownSeconds == 0);
        }

        // The first host asked for series that were not there yet; the server remembers that for ten seconds.
        await server.StopAsync();
        await server.StartAgainAsync();
        await using var host = await HistoryHost.StartAsync(server, devices);
        await Eventually.TrueAsync(() => host.Sums.RebuiltShare == 1);
        Assert.Equal((4000, 0), (host.Sums.Of(devices[0].Id).UpSeconds, host.Sums.Of(devices[0].Id).DownSeconds));
        Assert.Equal((3500, 500), (host.Sums.Of(devices[1].Id).UpSeconds, host.Sums.Of(devices[1].Id).DownSeconds));
        Assert.Equal(devices[1].Id, Assert.Single(host.Sums.Top(10, null)).Device.Id);
    }

    [Fact]
    public async Task A_server_whose_flags_would_lose_history_or_count_it_twice_is_told_of()
    {
        using var server = await VictoriaServer.StartAsync("-dedup.minScrapeInterval=0s", "-retentionPeriod=1");
        await using var host = await HistoryHost.StartAsync(server, Rounds.Device(1));
        await Eventually.TrueAsync(() => host.State.Advice.Count == 2);

        Assert.Contains("-dedup.minScrapeInterval=10s", host.State.Advice[0], StringComparison.Ordinal);
        Assert.Contains("-retentionPeriod=12", host.State.Advice[1], StringComparison.Ordinal);
        await Eventually.TrueAsync(() => host.State.Problem is null);   // it works
    }

    [Fact]
    public async Task A_server_that_is_away_is_named_with_the_query()
    {
        using var server = await VictoriaServer.StartAsync();
        await using var host = await HistoryHost.StartAsync(server, Rounds.Device(1));
        await server.KillAsync();
        var fault = await Assert.ThrowsAsync<HistoryUnavailableException>(
            () => host.Reader.ReadAsync(host.Catalog.Current.Devices[0], new HistoryRange(s_now - Rounds.Interval, s_now, Rounds.Interval), TestContext.Current.CancellationToken));
        Assert.Contains(Metrics.Status, fault.Message, StringComparison.Ordinal);
        Assert.Contains("VICTORIA_URL", fault.Message, StringComparison.Ordinal);
    }

    private static async Task OfferAsync(HistoryHost host, DateTimeOffset at, params WardOps.Core.Probing.DeviceRound[] results)
    {
        // No round every ten seconds here: do not outrun the channel, since each is flushed to disk.
        await Eventually.TrueAsync(() => host.Get<RecorderCounts>().Waiting < RoundRecorder.MostWaiting / 2);
        host.History.Offer(Rounds.At(at, host.Catalog.Current, results));
    }

    private static async Task<DeviceHistory> ReadAsync(HistoryHost host, HistoryRange range, Func<DeviceHistory, bool> isThere, double seconds = 10)
    {
        // What the store has: the host's own reader fills it up from memory.
        var reader = new VictoriaHistoryReader(host.Get<VictoriaClient>(), new FreshRounds(), host.Get<RoundEras>(), TimeProvider.System);
        DeviceHistory? history = null;
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    history = await reader.ReadAsync(host.Catalog.Current.Devices[0], range, TestContext.Current.CancellationToken);
                    return isThere(history);
                }
                catch (HistoryUnavailableException)
                {
                    return false;
                }
            },
            seconds);
        return history!;
    }
}
