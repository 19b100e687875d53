using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Victoria;

namespace WardOps.Bench.Truth;

/// <summary>A real VictoriaMetrics, filled with JSON lines. It must keep 100 years and every sample of a second.</summary>
internal sealed class VictoriaTruthStore : ITruthStore
{
    /// <summary>What the server must be started with.</summary>
    public static readonly string[] ServerFlags = ["-retentionPeriod=100y", "-dedup.minScrapeInterval=1s"];

    private const int LinesPerPost = 2_000;

    private readonly HttpClient _http;
    private readonly ServiceProvider _services;
    private readonly VictoriaClient _client;

    public VictoriaTruthStore(Uri server)
    {
        _http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(2) };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("VICTORIA_URL", server.ToString())]).Build();
        _services = new ServiceCollection().AddLogging().AddHistory(configuration).BuildServiceProvider();
        _client = _services.GetRequiredService<VictoriaClient>();
    }

    public string Name => "VictoriaMetrics";

    public bool HasJitter => true;

    public bool HasSums => true;

    public async Task WriteAsync(IReadOnlyList<DeviceStory> stories, CancellationToken cancellation)
    {
        foreach (var lines in stories.SelectMany(LinesOf).Chunk(LinesPerPost))
        {
            using var body = new ByteArrayContent([.. lines.SelectMany(line => line.Append((byte)'\n'))]);
            using var answer = await _http.PostAsync(new Uri("api/v1/import", UriKind.Relative), body, cancellation);
            answer.EnsureSuccessStatusCode();
        }

        // Else samples, and new series, show a second later.
        await _http.GetStringAsync(new Uri("internal/force_flush", UriKind.Relative), cancellation);
    }

    public IHistoryReader Reader(DeviceCatalog catalog, ProbePolicy policy, FreshRounds fresh, TimeProvider time, RoundLedger? ledger = null)
        => new VictoriaHistoryReader(_client, fresh, new RoundEras(ledger ?? new RoundLedger(), catalog, policy), time);

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _services.DisposeAsync();
    }

    private static IEnumerable<byte[]> LinesOf(DeviceStory story)
    {
        foreach (var period in story.Stored.GroupBy(r => r.As))
        {
            StoryRound[] all = [.. period];
            StoryRound[] up = [.. all.Where(r => r.Result.IsUp)];
            var place = new Dictionary<string, string> { ["branch"] = period.Key.Branch, ["region"] = period.Key.Region, ["device_type"] = period.Key.DeviceType };
            yield return Line(Metrics.Status, period.Key, place, all, r => r.IsUp ? 1 : 0);
            yield return Line(Metrics.Loss, period.Key, [], all, r => r.LossPercent);
            if (up.Length > 0)
            {
                yield return Line(Metrics.Rtt, period.Key, [], up, r => Shortest(r.RttMeanMs));
            }

            if (up.Any(r => !float.IsNaN(r.Result.JitterMs)))
            {
                yield return Line(Metrics.Jitter, period.Key, [], [.. up.Where(r => !float.IsNaN(r.Result.JitterMs))], r => Shortest(r.JitterMs));
            }
        }
    }

    private static byte[] Line(
        string metric, WatchedDevice device, Dictionary<string, string> more, StoryRound[] rounds, Func<Core.Probing.DeviceRound, double> value)
    {
        var labels = new Dictionary<string, string>(more)
        {
            ["__name__"] = metric,
            ["device_id"] = Metrics.IdText(device.Id),
            ["device_ip"] = device.Ip,
            ["device_name"] = device.Name,
        };
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            metric = labels,
            values = rounds.Select(r => value(r.Result)).ToArray(),
            timestamps = rounds.Select(r => r.At.ToUnixTimeMilliseconds()).ToArray(),
        });
    }

    /// <summary>As WardOps writes it: the fewest digits that are this number.</summary>
    private static double Shortest(float value) => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
