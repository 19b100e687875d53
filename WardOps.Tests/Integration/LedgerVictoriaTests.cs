using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Victoria;
using WardOps.Tests.History;
using WardOps.Tests.History.Ledger;

namespace WardOps.Tests.Integration;

/// <summary>The books against a real VictoriaMetrics. Time is in the hand of the test, so that half a minute of patience costs nothing.</summary>
public sealed class LedgerVictoriaTests
{
    private const string Invalid = "vm_rows_invalid_total{type=\"prometheus\"}";
    private const string Future = "vm_rows_ignored_total{reason=\"big_timestamp\"}";

    private static readonly DateTimeOffset s_now = Rounds.Align(TimeProvider.System.GetUtcNow());

    private readonly FakeTimeProvider _time = new(s_now);
    private readonly RoundLedger _ledger;

    public LedgerVictoriaTests() => _ledger = new RoundLedger(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_back_finds_whole_rounds_and_those_never_written_torn_and_deleted()
    {
        using var server = await VictoriaServer.StartAsync();
        using var text = new VictoriaText(server);
        await using var host = await StartAsync(server);
        await text.WriteAsync(Enumerable.Range(-40, 30).Where(i => i != -25).Select(At), devices: 3);
        await text.WriteAsync([At(-25)], devices: 2);                                                    // torn
        await text.WriteAsync([At(-10)], devices: 2);
        await text.PostAsync(VictoriaText.Line(3, At(-10), "Renamed"));                                  // another series, the same device
        Acknowledge(-40, 33);                                                                            // -9 and -8 were never written
        await ShowsAsync(host, At(-10), 3);

        var readBack = ReadBack(host);
        await StepAsync(readBack, "15 ReadBack, 1 Acknowledged, 15 ReadBack, 2 Acknowledged");
        await StepAsync(readBack, "15 ReadBack, 1 NotReadBack, 15 ReadBack, 2 NotReadBack");

        await text.DeleteAsync("device_ping_status");
        for (var end = _time.GetUtcNow().AddMinutes(16); _time.GetUtcNow() < end;)
        {
            _time.Advance(await readBack.StepAsync(Cancellation));
        }

        Assert.Equal("15 NotReadBack, 1 NotReadBack, 15 NotReadBack, 2 NotReadBack", Words());
    }

    [Fact]
    public async Task A_server_that_was_killed_right_after_it_said_yes_has_forgotten_and_is_found_out()
    {
        using var server = await VictoriaServer.StartAsync();
        using var text = new VictoriaText(server);
        await using var host = await StartAsync(server);
        await text.WriteAsync(Enumerable.Range(-300, 30).Select(At), devices: 3);
        await server.StopAsync();   // in good order: these are on disk
        await server.StartAgainAsync();
        var first = -30;
        while (!await ForgetsAsync(server, text, host, first))
        {
            first -= 20;   // so busy is this machine that they were on disk before the kill came
            Assert.True(first > -250, "It never forgets.");
        }

        Acknowledge(-300, 30);
        Acknowledge(first, 20);
        var spool = new ScriptedCounts();
        spool.InSpool.UnionWith(Enumerable.Range(first, 15).Select(At));
        var readBack = ReadBack(host, spool);
        await server.KillAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => readBack.StepAsync(Cancellation));
        Assert.Equal("30 Acknowledged, 20 Acknowledged", Words());

        await server.StartAgainAsync();
        await StepAsync(readBack, "30 ReadBack, 20 Acknowledged");
        await StepAsync(readBack, "30 ReadBack, 20 Acknowledged");   // 240 rounds apart: that is another question
        await StepAsync(readBack, "30 ReadBack, 15 Acknowledged, 5 NotReadBack");
        Assert.Equal(Enumerable.Range(first, 15).Select(At), spool.Replayed);

        await text.WriteAsync(spool.Replayed, devices: 3);
        await ShowsAsync(host, At(first), 3);
        await StepAsync(readBack, "30 ReadBack, 15 ReadBack, 5 NotReadBack");
    }

    [Fact]
    public async Task Rounds_that_WardOps_writes_are_read_back_with_their_number_of_devices()
    {
        using var server = await VictoriaServer.StartAsync();
        await using var host = await StartAsync(server, 3);
        var catalog = host.Catalog.Current;
        for (var i = -20; i < -10; i++)
        {
            var round = Rounds.At(At(i), catalog, Rounds.Up, Rounds.Down, i == -15 ? Rounds.Unknown : Rounds.Up);
            host.History.Begin(round.Plan);
            host.History.Offer(round);
        }

        var ledger = host.Get<RoundLedger>();
        await Eventually.TrueAsync(() => Book.Counts(ledger.Snapshot().Runs)[RoundFate.Acknowledged] == 10);
        Assert.Equal([3, 2, 3], ledger.Snapshot().Runs.Select(r => r.Samples));

        await ShowsAsync(host, At(-11), 3);
        var counts = await CountAsync(host, At(-20), 10);
        Assert.Equal(Enumerable.Range(-20, 10).Select(i => (At(i), i == -15 ? 2L : 3L)), counts.OrderBy(c => c.Key).Select(c => (c.Key, c.Value)));
    }

    [Fact]
    public async Task Rows_that_the_server_throws_away_are_noticed_with_what_was_sent()
    {
        using var server = await VictoriaServer.StartAsync();
        using var text = new VictoriaText(server);
        await using var host = await StartAsync(server);
        var rejections = new RejectionLog();
        var watch = new RowWatch(host.Get<VictoriaClient>(), host.Get<RoundLedger>(), rejections, host.Get<SentExample>(), _time, NullLogger<RowWatch>.Instance);
        await text.PostAsync("this is { no line\n");
        await CountedAsync(host, Invalid, 1);
        await watch.LookAsync(Cancellation);
        Assert.Empty(rejections.Findings);   // it was before our time

        host.History.Offer(Rounds.At(At(-2), host.Catalog.Current, Rounds.Up));
        host.History.Offer(Rounds.At(At(-1), host.Catalog.Current, Rounds.Up));
        await Eventually.TrueAsync(() => Book.Counts(host.Get<RoundLedger>().Snapshot().Runs)[RoundFate.Acknowledged] == 2);
        await text.PostAsync($"neither is this\n{VictoriaText.Line(1, At(-3))}\nnor \"this\n");
        await text.PostAsync(VictoriaText.Line(1, s_now.AddDays(3)));
        await CountedAsync(host, Invalid, 3);
        await CountedAsync(host, Future, 1);
        _time.Advance(TimeSpan.FromSeconds(30));
        await watch.LookAsync(Cancellation);

        Assert.Equal([(Future, 1L), (Invalid, 2L)], rejections.Findings.Select(f => (f.Counter, f.Rows)).OrderBy(f => f.Counter, StringComparer.Ordinal));
        Assert.Equal(3, rejections.Rows);
        Assert.All(rejections.Findings, f =>
        {
            Assert.Equal((s_now, s_now.AddSeconds(30)), (f.From, f.To));
            Assert.Equal((At(-2), At(-1), 2L, 8L), (f.Sent.From, f.Sent.To, f.Sent.Rounds, f.Sent.Samples));
            Assert.StartsWith($"device_ping_status{{device_id=\"{Rounds.IdOf(1)}\"", f.Example, StringComparison.Ordinal);
            Assert.EndsWith($" {At(-1).ToUnixTimeMilliseconds()}", f.Example, StringComparison.Ordinal);
        });

        await watch.LookAsync(Cancellation);
        Assert.Equal(2, rejections.Findings.Count);   // told once

        // A restart sets its counters to zero: what they show from then on is new.
        await server.KillAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => watch.LookAsync(Cancellation));
        await server.StartAgainAsync();
        await watch.LookAsync(Cancellation);
        Assert.Equal(2, rejections.Findings.Count);
        await text.PostAsync("garbage\n");
        await CountedAsync(host, Invalid, 1);
        await watch.LookAsync(Cancellation);
        Assert.Equal(new RejectedRows(_time.GetUtcNow(), _time.GetUtcNow(), Invalid, 1, SentRounds.None, null), rejections.Findings[0]);
    }

    private static DateTimeOffset At(int round) => s_now + (round * Rounds.Interval);

    /// <summary>Without the services that look at the server by themselves: here the test looks.</summary>
    private static Task<HistoryHost> StartAsync(VictoriaServer server, int devices = 1) => HistoryHost.StartAsync(
        new Dictionary<string, string?> { ["VICTORIA_URL"] = server.Address.ToString() },
        Enumerable.Range(1, devices).Select(i => Rounds.Device(i)),
        services =>
        {
            foreach (var service in services.Where(s => s.ServiceType == typeof(IHostedService) && (s.ImplementationType == typeof(RowWatch) || s.ImplementationType == typeof(ReadBackService))).ToArray())
            {
                services.Remove(service);
            }
        });

    private static Task CountedAsync(HistoryHost host, string counter, long rows) => Eventually.TrueAsync(
        async () => RowCounters.Of((await host.Get<VictoriaClient>().MetricsAsync(Cancellation))!).Rejected.GetValueOrDefault(counter) == rows);

    private RoundReadBack ReadBack(HistoryHost host, IRoundReplay? spool = null)
        => new(_ledger, host.Get<IRoundCounts>(), spool ?? new NoReplay(), new ReadBackState(), _time, NullLogger<RoundReadBack>.Instance);

    private void Acknowledge(int first, int rounds)
    {
        for (var i = first; i < first + rounds; i++)
        {
            _ledger.Acknowledged(At(i), Rounds.Interval, 12, 3);
        }
    }

    /// <summary>Half a minute later, one more question.</summary>
    private async Task StepAsync(RoundReadBack readBack, string words)
    {
        _time.Advance(TimeSpan.FromSeconds(32));
        await readBack.StepAsync(Cancellation);
        Assert.Equal(words, Words());
    }

    private static Task ShowsAsync(HistoryHost host, DateTimeOffset round, long samples)
        => Eventually.TrueAsync(async () => (await CountAsync(host, round, 1)).GetValueOrDefault(round) == samples);

    private static Task<IReadOnlyDictionary<DateTimeOffset, long>> CountAsync(HistoryHost host, DateTimeOffset first, int rounds)
        => host.Get<IRoundCounts>().CountAsync(first, Rounds.Interval, rounds, Cancellation);

    /// <summary>Writes twenty rounds, kills the server and starts it again: whether they are all gone.</summary>
    private static async Task<bool> ForgetsAsync(VictoriaServer server, VictoriaText text, HistoryHost host, int first)
    {
        await text.WriteAsync(Enumerable.Range(first, 20).Select(At), devices: 3);
        await server.KillAsync();
        await server.StartAgainAsync();
        return (await CountAsync(host, At(first), 20)).Count == 0;
    }

    private string Words() => Book.Words(_ledger.Snapshot().Runs);
}
