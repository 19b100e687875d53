using WardOps.Core.Probing;
using WardOps.Core.Probing.Diagnostics;
using WardOps.Tests.Probing;

namespace WardOps.Tests.Integration;

/// <summary>What a scraper reads is what the engine counted, in the unit that the name says. Meters are known by name to the whole process, so no other application may run in it meanwhile.</summary>
[Collection(nameof(Alone))]
public sealed class MetricsTests(MetricsApp app) : IClassFixture<MetricsApp>
{
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    [Fact]
    public async Task Counters_AreThoseOfTheEngine()
    {
        // Every kind of end that the hosts of this application can bring about. Nobody has to be confirmed at five echoes a second.
        await app.Engine.PingAsync(Fleet.Device(1, Fleet.Address(1)), 3, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => app.Engine.Counters is { Rounds: > 4, Late: > 10, Duplicates: > 10, Malformed: > 10, Errors: > 20 });
        var (was, text, now) = await ReadAsync();

        Between(was.Sent, text["wardops_echo_sent_total", ("kind", "regular")], now.Sent);
        Between(was.Confirming, text["wardops_echo_sent_total", ("kind", "confirming")], now.Confirming);
        Between(was.Sentinels, text["wardops_echo_sent_total", ("kind", "sentinel")], now.Sentinels);
        Assert.Equal(3, text["wardops_echo_sent_total", ("kind", "on_demand")]);
        Between(was.Answered, text["wardops_echo_answered_total"], now.Answered);
        Between(was.Late, text["wardops_echo_late_total"], now.Late);
        Between(was.Duplicates, text["wardops_echo_duplicate_total"], now.Duplicates);
        Between(was.Malformed, text["wardops_icmp_refused_total", ("reason", "malformed")], now.Malformed);
        Between(was.Rounds, text["wardops_round_started_total"], now.Rounds);
        Between(was.SkippedRounds, text["wardops_round_skipped_total"], now.SkippedRounds);
        Between(was.DroppedTicks, text["wardops_tick_dropped_total"], now.DroppedTicks);
        Between(was.BlindTicks, text["wardops_tick_doubted_total"], now.BlindTicks);
        Between(was.NotSent, text.All("wardops_echo_not_sent_total").Sum(s => s.Value), now.NotSent);
        Between(1, text["wardops_echo_not_sent_total", ("reason", "local_firewall")], now.NotSent);
    }

    [Fact]
    public async Task Lost_IsToldApartByReason_AndTheReasonsAreAllOfIt()
    {
        await Eventually.TrueAsync(() => app.Engine.LostFor(LossReason.NoAnswer) > 10 && app.Engine.LostFor(LossReason.IcmpError) > 10);
        var (was, text, now) = await ReadAsync();

        Assert.Equal(["doubted", "icmp_error", "no_answer"], text.All("wardops_echo_lost_total").Select(s => s.Labels["reason"]).Order(StringComparer.Ordinal));
        Between(was.Lost, text.All("wardops_echo_lost_total").Sum(s => s.Value), now.Lost);

        // Three hosts are told of by errors; three are dead, late and truncated, and from those nothing valid comes.
        var told = text["wardops_echo_lost_total", ("reason", "icmp_error")];
        var silent = text["wardops_echo_lost_total", ("reason", "no_answer")];
        Assert.InRange(told, 10, now.Errors);
        Assert.InRange(silent / told, 0.3, 3);
    }

    [Fact]
    public async Task IcmpErrors_AreToldApartByTypeAndCode_WithinBounds()
    {
        await Eventually.TrueAsync(() => app.Engine.Counters.Errors > 20);
        var (was, text, now) = await ReadAsync();
        var all = text.All("wardops_icmp_error_total").ToList();

        Between(was.Errors, all.Sum(s => s.Value), now.Errors);
        Assert.Equal(
            [("ipv4", "3", "1"), ("ipv4", "other", "other"), ("ipv6", "1", "4")],
            all.Where(s => s.Value > 0).Select(s => (s.Labels["network_type"], s.Labels["type"], s.Labels["code"])).Order());
        Assert.Equal(36, all.Count);   // for ever, whatever is forged
    }

    [Fact]
    public async Task SocketDrops_AreCounted_AndTheLossesOfThatMomentAreDoubted()
    {
        var before = (await app.ReadAsync())["wardops_socket_dropped_total", ("network_type", "ipv4")];
        var doubted = app.Engine.LostFor(LossReason.Doubted);

        app.Network.Drops += 7;

        await Eventually.TrueAsync(async () => (await app.ReadAsync())["wardops_socket_dropped_total", ("network_type", "ipv4")] == before + 7);

        // What is doubted is what was under way at that moment, and the next moment may well find nothing under way that will be lost.
        await Eventually.TrueAsync(() =>
        {
            app.Network.Drops++;
            return app.Engine.LostFor(LossReason.Doubted) > doubted;
        });
        Assert.InRange((await app.ReadAsync())["wardops_echo_lost_total", ("reason", "doubted")], doubted + 1, app.Engine.LostFor(LossReason.Doubted));
    }

    [Fact]
    public async Task TimesAreInSeconds()
    {
        var history = app.Get<EngineHistory>();
        await Eventually.TrueAsync(() => history.Samples.Count > 0 && app.Engine.LastRoundSeconds > 0, seconds: 40);
        await Eventually.TrueAsync(async () =>
        {
            var was = history.Samples[^1];
            var (_, text, _) = await ReadAsync();
            if (was != history.Samples[^1])
            {
                return false;   // a new sample has come meanwhile
            }

            Assert.Equal(was.LagP50Ms / 1e3, text["wardops_loop_lag_seconds", ("quantile", "0.5")], 9);
            Assert.Equal(was.LagP99Ms / 1e3, text["wardops_loop_lag_seconds", ("quantile", "0.99")], 9);
            return true;
        });
        var (before, last, after) = await ReadAsync();

        Between(before.CpuNs / 1e9, last["wardops_loop_cpu_seconds_total"], after.CpuNs / 1e9);
        Assert.InRange(last["wardops_loop_cpu_seconds_total"], 0.001, 1_000);
        Assert.InRange(last["wardops_round_duration_seconds"], 0.7, 5);   // rounds of a second: the last of five echoes leaves after 0.8 s
    }

    [Theory]
    [InlineData("wardops_loop_cpu_seconds", "counter", "seconds")]
    [InlineData("wardops_loop_lag_seconds", "gauge", "seconds")]
    [InlineData("wardops_round_duration_seconds", "gauge", "seconds")]
    [InlineData("wardops_echo_sent", "counter", "")]
    [InlineData("wardops_echo_lost", "counter", "")]
    [InlineData("wardops_icmp_error", "counter", "")]
    [InlineData("wardops_socket_dropped", "counter", "")]
    public async Task OpenMetrics_DeclaresTypeAndUnit(string name, string type, string unit)
    {
        await Eventually.TrueAsync(() => app.Get<EngineHistory>().Samples.Count > 0, seconds: 40);

        Assert.Equal((type, unit), (await app.ReadAsync("application/openmetrics-text")).Kind(name));
    }

    [Fact]
    public async Task TheRuntimeSaysHowItIsDoing()
    {
        var text = await app.ReadAsync();

        Assert.InRange(text["dotnet_process_memory_working_set_bytes"], 50e6, 5e9);
        Assert.True(text["dotnet_gc_pause_time_seconds_total"] >= 0);
    }

    [Fact]
    public async Task Service_IsCalledWardops()
    {
        var (labels, value) = Assert.Single((await app.ReadAsync()).All("target_info"));

        Assert.Equal(("wardops", 1.0), (labels["service_name"], value));
        Assert.NotEmpty(labels["service_version"]);
    }

    private static void Between(double least, double value, double most) => Assert.InRange(value, least, most);

    /// <summary>The engine's own count before and after: what was read lies between.</summary>
    private async Task<(EchoCounters Before, MetricsText Text, EchoCounters After)> ReadAsync()
    {
        var before = app.Engine.Counters;
        var text = await app.ReadAsync();
        return (before, text, app.Engine.Counters);
    }
}
