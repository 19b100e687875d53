using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WardOps.Core.Devices;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Sums;
using WardOps.Tests.History;

namespace WardOps.Tests.Integration;

/// <summary>The sums and a real VictoriaMetrics: what one process wrote, what came live, and what arrived late add up, each round once.</summary>
public sealed class SumsInVictoriaTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_now = Rounds.Align(TimeProvider.System.GetUtcNow());
    private static readonly WatchedDevice[] s_devices = [Rounds.Device(1), Rounds.Device(2)];
    private static readonly SumsPace s_hurry = new(TimeSpan.FromSeconds(0.1), TimeSpan.FromHours(1), TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(2));

    private readonly HttpClient _http = new();
    private VictoriaServer? _server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Hours(double ago) => Rounds.Align(s_now - TimeSpan.FromHours(ago));

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        _server?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Past_live_and_late_rounds_are_counted_once_each()
    {
        _server = await VictoriaServer.StartAsync();
        // Two hours long ago, and an hour and a half until the start, but for two minutes that lie unsent in the spool of the process that was killed.
        var (gap, gapEnd) = (Rounds.Align(s_now - TimeSpan.FromMinutes(20)), Rounds.Align(s_now - TimeSpan.FromMinutes(18)));
        await WriteAsync(Hours(100), Hours(98), _ => (1, 1));
        await WriteAsync(Hours(1.5), gap, at => (1, at < Hours(1) ? 0 : 1));
        await WriteAsync(gapEnd, s_now, _ => (1, 1));
        await VisibleAsync(720 + 528);
        await using var host = await StartAsync();
        var start = host.Sums.Start;
        var live = Enumerable.Range(1, 6).Select(i => Rounds.Align(start) + (i * Rounds.Interval)).ToList();
        foreach (var at in live)
        {
            host.History.Offer(Rounds.At(at, host.Catalog.Current, Rounds.Up, Rounds.Down));
        }

        await host.AllWrittenAsync();
        await Eventually.TrueAsync(() => host.Sums is { RebuiltShare: 1, RebuiltMonthShare: 1 }, 60);
        Assert.Equal((5280 + 60, 0), Seconds(host, 0));
        Assert.Equal((5280 - 1800, 1800 + 60), Seconds(host, 1));
        Assert.Equal(2 * 7200, host.Sums.Fleet(SumsPeriod.Month, null).UpSeconds - host.Sums.Fleet(null).UpSeconds);

        // They are sent now.
        await WriteAsync(gap, gapEnd, _ => (0, 1));
        for (var at = gap; at < gapEnd; at += Rounds.Interval)
        {
            host.Get<RoundLedger>().Acknowledged(at, Rounds.Interval, 2);
        }

        host.Get<SumsCheck>().Touched(gap, gapEnd);
        await Eventually.TrueAsync(() => Seconds(host, 0) == (5340, 120) && Seconds(host, 1) == (3600, 1860) && host.Get<SumsCheck>().Current.Largest is not null, 40);
        var check = host.Get<SumsCheck>().Current;
        Assert.Equal((check.Differences, 0), (check.Adopted, check.Kept));
        Assert.InRange(check.Largest!.Size, 10, 120);

        // The same again is nothing new.
        host.History.Offer(Rounds.At(live[^1], host.Catalog.Current, Rounds.Up, Rounds.Down));
        host.Get<SumsCheck>().Touched(Hours(1), s_now);
        await Eventually.TrueAsync(() => host.Get<SumsCheck>().Current.StepsCompared > check.StepsCompared + 5, 40);
        Assert.Equal((5340, 120), Seconds(host, 0));
        Assert.Equal(check.Differences, host.Get<SumsCheck>().Current.Differences);
    }

    [Fact]
    public async Task A_step_that_memory_has_wrong_is_found_and_the_ledger_decides()
    {
        _server = await VictoriaServer.StartAsync();
        await WriteAsync(Hours(1), s_now, _ => (1, 1));
        await VisibleAsync(360);
        await using var host = await StartAsync();
        await Eventually.TrueAsync(() => host.Sums.RebuiltShare == 1, 60);
        var step = SumsSteps.StepOf(s_now - TimeSpan.FromMinutes(30));
        var (from, to) = (SumsSteps.StartOfStep(step), SumsSteps.StartOfStep(step + 1));
        var check = host.Get<SumsCheck>();
        await Eventually.TrueAsync(() => check.Current.StepsCompared >= 10, 40);   // the first comparison, of all that was read
        Assert.Equal(0, check.Current.Differences);

        // A round that the store refused: memory may know better. Nobody may read it back meanwhile, since it is there after all.
        await host.Get<IEnumerable<IHostedService>>().OfType<ReadBackService>().Single().StopAsync(Cancellation);
        host.Get<RoundLedger>().Missing(from, Rounds.Interval, GapReason.Refused);
        Tamper(host.Sums, step, 31);
        check.Touched(from, to);
        await Eventually.TrueAsync(() => check.Current.Kept == 1, 40);
        Assert.Equal((310, 300, "Device 1"), (check.Current.Largest!.KnownHere, check.Current.Largest.KnownThere, check.Current.Largest.DeviceName));
        Assert.Equal(3610, Seconds(host, 0).Up);

        // It was acknowledged after all: the store is right.
        host.Get<RoundLedger>().Acknowledged(from, Rounds.Interval, 2);
        check.Touched(from, to);
        await Eventually.TrueAsync(() => check.Current.Adopted == 1, 40);
        Assert.Equal((3600, 0), Seconds(host, 0));
    }

    private static (double Up, double Down) Seconds(HistoryHost host, int device)
        => host.Sums.Of(s_devices[device].Id) is var uptime ? (uptime.UpSeconds, uptime.DownSeconds) : default;

    private static void Tamper(RollingSums sums, long step, int rounds)
    {
        var found = sums.Compare(step, 1, byHour: false, []).Single(d => d.DeviceId == s_devices[0].Id);
        sums.Adopt([found with { There = new StepTally(10 * rounds, 10 * rounds, 0, 0) }], byHour: false);
    }

    private async Task<HistoryHost> StartAsync() => await HistoryHost.StartAsync(
        new Dictionary<string, string?> { ["VICTORIA_URL"] = _server!.Address.ToString() }, s_devices, services => services.AddSingleton(s_hurry));

    /// <summary>Samples as a process before this one left them.</summary>
    private async Task WriteAsync(DateTimeOffset from, DateTimeOffset to, Func<DateTimeOffset, (int One, int Two)> values)
    {
        var lines = new StringBuilder();
        for (var at = from; at < to; at += Rounds.Interval)
        {
            var (one, two) = values(at);
            foreach (var (device, value) in new[] { (s_devices[0], one), (s_devices[1], two) })
            {
                lines.Append(CultureInfo.InvariantCulture, $"device_ping_status{{device_id=\"{device.Id}\",device_ip=\"{device.Ip}\",device_name=\"{device.Name}\"}} {value} {at.ToUnixTimeMilliseconds()}\n");
            }
        }

        using var content = new StringContent(lines.ToString());
        using var reply = await _http.PostAsync(new Uri(_server!.Address, "api/v1/import/prometheus"), content, Cancellation);
        reply.EnsureSuccessStatusCode();
    }

    /// <summary>A store that is asked too early remembers for a while that there was nothing; this question is one that it does not remember.</summary>
    private Task VisibleAsync(int rounds) => Eventually.TrueAsync(async () =>
    {
        var text = await _http.GetStringAsync(new Uri(_server!.Address, $"api/v1/export/csv?format=__timestamp__&match[]=device_ping_status{{device_id=\"{s_devices[0].Id}\"}}"), Cancellation);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length >= rounds;
    });
}
