using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Reports;
using WardOps.Core.History.Sums;
using WardOps.Tests.History;

namespace WardOps.Tests.Integration;

/// <summary>History as WardOps runs it, over a restart that changes the interval of rounds: what was before is told as it was, by everybody who tells of it.</summary>
public sealed class IntervalChangeTests : IDisposable
{
    private static readonly DateTimeOffset s_end = DateTimeOffset.FromUnixTimeSeconds((TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60 * 60) - 120);
    private static readonly SumsPace s_hurry = new(TimeSpan.FromSeconds(0.1), TimeSpan.FromHours(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.1));

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("wardops-interval-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData(30, 10)]
    [InlineData(10, 60)]
    public async Task Restart_WithAnotherInterval_TellsOfBothTimesAsTheyWere(int was, int now)
    {
        using var server = await VictoriaServer.StartAsync();
        var (change, begin) = (s_end.AddMinutes(-30), s_end.AddMinutes(-75));
        await WriteAsync(server, begin, change.AddMinutes(-2), was, downFrom: change.AddMinutes(-20), down: 4 * was);
        await WriteAsync(server, change, s_end, now, downFrom: change.AddMinutes(5), down: 2 * now);
        await VisibleAsync(server, (43 * 60 / was) + (30 * 60 / now));
        await using (var before = await StartAsync(server, was))
        {
            Book(before, begin, change.AddMinutes(-2), was);
        }

        await using var host = await StartAsync(server, now);
        Book(host, change, s_end, now);
        await Eventually.TrueAsync(() => host.Sums is { RebuiltShare: 1, RebuiltMonthShare: 1 }, 60);

        var right = new Uptime((73 * 60) - (4 * was) - (2 * now), (4 * was) + (2 * now), 120);
        var history = await ReadAsync(host, begin);
        Assert.Equal(right, history.Uptime);
        Assert.Equal(
            [new Outage(change.AddMinutes(-20), change.AddMinutes(-20).AddSeconds(4 * was)), new Outage(change.AddMinutes(5), change.AddMinutes(5).AddSeconds(2 * now))], history.Outages);
        Assert.Equal([change], host.Get<RoundEras>().Lengths.Changes);
        Assert.Equal((right.UpSeconds, right.DownSeconds), (host.Sums.Of(Rounds.IdOf(1)).UpSeconds, host.Sums.Of(Rounds.IdOf(1)).DownSeconds));
        var month = host.Sums.Fleet(SumsPeriod.Month, null);
        Assert.Equal((right.UpSeconds, right.DownSeconds), (month.UpSeconds, month.DownSeconds));
        var report = await host.Get<UptimeReporter>().ReadAsync(host.Catalog.Current, begin, s_end, null, Cancellation);
        Assert.Equal(right, Assert.Single(report.Devices).Uptime);

        // Memory and the store have nothing to correct in each other.
        var compared = host.Get<SumsCheck>().Current.StepsCompared;
        host.Get<SumsCheck>().Touched(begin, s_end);
        await Eventually.TrueAsync(() => host.Get<SumsCheck>().Current.StepsCompared >= compared + 14, 60);
        Assert.Equal(0, host.Get<SumsCheck>().Current.Differences);
    }

    [Fact]
    public async Task Restart_ToShorterRoundsWithinALongOneThatWasWritten_NoneWeighsWhatItWasNot()
    {
        using var server = await VictoriaServer.StartAsync();
        var (change, begin) = (s_end.AddMinutes(-30), s_end.AddMinutes(-75));
        await WriteAsync(server, begin, change.AddMinutes(-4), 60, downFrom: begin, down: 0);
        await WriteAsync(server, change, change.AddMinutes(1), 60, downFrom: begin, down: 0);
        await WriteAsync(server, change.AddSeconds(20), s_end, 10, downFrom: change.AddSeconds(30), down: 20);
        await VisibleAsync(server, 41 + 1 + 178);
        await using (var before = await StartAsync(server, 60))
        {
            Book(before, begin, change.AddMinutes(1), 60);
        }

        await using var host = await StartAsync(server, 10);
        Book(host, change.AddSeconds(20), s_end, 10);
        await Eventually.TrueAsync(() => host.Sums is { RebuiltShare: 1, RebuiltMonthShare: 1 }, 60);

        // Of the long round that was cut ten seconds are known.
        var right = new Uptime((41 * 60) + 10 + 1760, 20, (4 * 60) + 10);
        Assert.Equal(right, (await ReadAsync(host, begin)).Uptime);
        Assert.Equal((right.UpSeconds, right.DownSeconds), (host.Sums.Of(Rounds.IdOf(1)).UpSeconds, host.Sums.Of(Rounds.IdOf(1)).DownSeconds));
        var report = await host.Get<UptimeReporter>().ReadAsync(host.Catalog.Current, begin, s_end, null, Cancellation);
        Assert.Equal(right, Assert.Single(report.Devices).Uptime);
    }

    private static Task<DeviceHistory> ReadAsync(HistoryHost host, DateTimeOffset from)
        => host.Reader.ReadAsync(host.Catalog.Current.Devices[0], new HistoryRange(from, s_end, TimeSpan.FromMinutes(1)), Cancellation);

    private Task<HistoryHost> StartAsync(VictoriaServer server, int seconds) => HistoryHost.StartAsync(
        new Dictionary<string, string?> { ["WARDOPS_DATA"] = _data.FullName, ["VICTORIA_URL"] = server.Address.ToString() },
        [Rounds.Device(1)],
        services => services.AddSingleton(s_hurry).AddSingleton(new ProbePolicy(TimeSpan.FromSeconds(seconds), ProbeSettings.Standard, [])));

    private static void Book(HistoryHost host, DateTimeOffset from, DateTimeOffset to, int seconds)
    {
        for (var at = from; at < to; at = at.AddSeconds(seconds))
        {
            host.Get<RoundLedger>().Acknowledged(at, TimeSpan.FromSeconds(seconds), 1, 1);
        }
    }

    private static async Task WriteAsync(VictoriaServer server, DateTimeOffset from, DateTimeOffset to, int seconds, DateTimeOffset downFrom, int down)
    {
        var (lines, device) = (new StringBuilder(), Rounds.Device(1));
        for (var at = from; at < to; at = at.AddSeconds(seconds))
        {
            var status = at >= downFrom && at < downFrom.AddSeconds(down) ? 0 : 1;
            lines.Append(CultureInfo.InvariantCulture, $"device_ping_status{{device_id=\"{device.Id}\",device_ip=\"{device.Ip}\",device_name=\"{device.Name}\"}} {status} {at.ToUnixTimeMilliseconds()}\n");
        }

        using var http = new HttpClient { BaseAddress = server.Address };
        using var content = new StringContent(lines.ToString());
        using var reply = await http.PostAsync(new Uri("api/v1/import/prometheus", UriKind.Relative), content, Cancellation);
        reply.EnsureSuccessStatusCode();
    }

    /// <summary>A store that is asked too early remembers for a while that there was nothing; this question is one that it does not remember.</summary>
    private static async Task VisibleAsync(VictoriaServer server, int samples)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        await Eventually.TrueAsync(async () => (await http.GetStringAsync(
            new Uri("api/v1/export/csv?format=__timestamp__&match[]=device_ping_status", UriKind.Relative), Cancellation)).Count(c => c == '\n') >= samples);
    }
}
