using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.History;
using WardOps.Core.History.Victoria;
using WardOps.Tests.History;
using static WardOps.Tests.Integration.ClientTruth;

namespace WardOps.Tests.Integration;

public sealed class VictoriaClientTests(ClientTruth truth) : IClassFixture<ClientTruth>
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_sample_written_is_found_where_it_was_put()
    {
        var sample = new VictoriaSample("one_sample", [new("n", "C:\\d \"q\" ფ\nz"), new("none", "")], truth.From.AddMilliseconds(1), -0.125);
        await truth.Client.WriteSampleAsync(sample, Token);
        await truth.Server.FlushAsync();
        var found = Assert.Single(await truth.Client.ExportAsync("one_sample", truth.From, truth.To, Token));
        Assert.Equal([truth.From.AddMilliseconds(1).ToUnixTimeMilliseconds()], found.Times);
        Assert.Equal([-0.125], found.Values);
        Assert.Equal([KeyValuePair.Create("n", "C:\\d \"q\" ფ\nz")], found.Labels);
        var now = Assert.Single(await truth.Client.QueryAsync("one_sample", truth.From.AddSeconds(1), Token));
        Assert.Equal(("one_sample", -0.125), (now.Name, now.Values[0]));
    }

    [Fact]
    public async Task A_batch_of_several_bodies_arrives_whole()
    {
        var samples = Enumerable.Range(0, 60_000).Select(i => new VictoriaSample("batch", [new("text", new string('x', 60))], truth.From - (i * Rounds.Interval), i)).ToList();
        await truth.Client.WriteBatchAsync(samples, Token);
        await truth.Server.FlushAsync();
        var count = Assert.Single(await truth.Client.QueryAsync("count_over_time(batch[8d])", truth.From, Token));
        Assert.Equal(60_000, count.Values[0]);
    }

    [Fact]
    public async Task A_batch_with_one_wrong_sample_is_not_written_at_all()
    {
        VictoriaSample[] samples = [new("never", [], truth.From, 1), new("never", [], truth.From.AddDays(-400), 1)];
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => truth.Client.WriteBatchAsync(samples, Token));
        await truth.Client.WriteBatchAsync([], Token);
        await truth.Server.FlushAsync();
        Assert.Empty(await truth.Client.ExportAsync("never", truth.From.AddDays(-1), truth.To, Token));
    }

    [Fact]
    public async Task A_range_is_asked_at_its_steps_and_gaps_stay_gaps()
    {
        var query = $"max by (device_id) (max_over_time({DeviceQueries.Status(A)}[10s]))";
        var series = Assert.Single(await truth.Client.QueryRangeAsync(query, truth.From, truth.To - Rounds.Interval, Rounds.Interval, Token));
        Assert.Equal(A, series.DeviceId);
        var known = Enumerable.Range(0, RoundCount).Where(i => StatusOfA(i) is not null).ToArray();
        Assert.Equal(known.Select(TimeOf), series.Times);
        Assert.Equal(known.Select(StatusOfA), series.Values);
    }

    [Fact]
    public async Task An_export_gives_every_sample_once_all_together_or_one_by_one()
    {
        var selector = $"{{__name__=\"{Metrics.Status}\",device_id=\"{A:D}\"}}";
        var all = await truth.Client.ExportAsync(selector, truth.From, truth.To, Token);
        Assert.Equal(["New", "Old"], all.Select(s => s.Label("device_name")).Order());
        var streamed = new List<VictoriaSeries>();
        await foreach (var series in truth.Client.ExportSeriesAsync(selector, truth.From, truth.To, Token))
        {
            streamed.Add(series);
        }

        foreach (var read in new[] { all, streamed })
        {
            var points = read.SelectMany(s => s.Times.Zip(s.Values)).OrderBy(p => p.First).ToArray();
            var known = Enumerable.Range(0, RoundCount).Where(i => StatusOfA(i) is not null).ToArray();
            Assert.Equal(known.Select(i => (TimeOf(i), StatusOfA(i))), points);
        }

        // [from, to): the round at the end is not in it.
        var one = await truth.Client.ExportAsync(selector, truth.From, truth.From + Rounds.Interval, Token);
        Assert.Equal([TimeOf(0)], Assert.Single(one).Times);
    }

    [Fact]
    public async Task A_status_history_is_the_worst_of_each_step_whatever_the_name()
    {
        var rounds = await truth.Client.DeviceStatusHistoryAsync(A, truth.From, truth.To, Rounds.Interval, Token);
        Assert.Equal(Enumerable.Range(0, RoundCount).Select(i => new StatusPoint(truth.From + (i * Rounds.Interval), StatusOfA(i) is { } s ? s > 0 : null)), rounds);

        // Steps of 200 s are 20 rounds: the gap is one of them, the first outage lies in two, the last step is not whole.
        var steps = await truth.Client.DeviceStatusHistoryAsync(A, truth.From, truth.To.AddSeconds(-30), TimeSpan.FromSeconds(200), Token);
        Assert.Equal(Truth(18, 20), steps.Select(p => p.IsUp));
    }

    [Fact]
    public async Task A_status_history_of_weeks_is_the_same_by_steps()
    {
        var from = truth.From.AddDays(-20);
        var step = TimeSpan.FromMinutes(10);
        var points = await truth.Client.DeviceStatusHistoryAsync(A, from, truth.From.AddMinutes(40), step, Token);
        Assert.Equal((20 * 144) + 4, points.Count);
        Assert.All(points.Take(20 * 144), p => Assert.Null(p.IsUp));
        Assert.Equal([false, true, false, false], points.Skip(20 * 144).Select(p => p.IsUp));
        Assert.Equal(truth.From.AddMinutes(30), points[^1].At);

        // The last step ends just before its outage, and does not know of it.
        var cut = await truth.Client.DeviceStatusHistoryAsync(A, from, truth.From.AddSeconds(500), step, Token);
        Assert.Equal(new StatusPoint(truth.From, true), cut[^1]);
    }

    [Fact]
    public async Task Uptime_weighs_rounds_not_names_and_leaves_the_gap_unknown()
    {
        var uptime = await truth.Client.DeviceUptimeAsync(A, truth.From, truth.To, Rounds.Interval, Token);
        Assert.Equal(new Uptime(3200, 200, 200), uptime);
        Assert.Equal(100 * 320 / 340.0, uptime.Percent!.Value, 9);
        Assert.Equal(100 * 340 / 360.0, uptime.CoveragePercent, 9);

        // Cut inside an outage, to the round.
        Assert.Equal(new Uptime(0, 20, 0), await truth.Client.DeviceUptimeAsync(A, truth.From.AddSeconds(500), truth.From.AddSeconds(520), Rounds.Interval, Token));
    }

    [Fact]
    public async Task Time_to_come_is_not_unknown_and_no_data_is_not_0_percent()
    {
        var time = new FakeTimeProvider(truth.To);
        using var client = new TestClient(truth.Server.Address, time: time);
        Assert.Equal(new Uptime(3200, 200, 200), await client.Client.DeviceUptimeAsync(A, truth.From, truth.To.AddDays(1), Rounds.Interval, Token));
        var nobody = await truth.Client.DeviceUptimeAsync(Rounds.IdOf(99), truth.From, truth.To, Rounds.Interval, Token);
        Assert.Equal(new Uptime(0, 0, 3600), nobody);
        Assert.Null(nobody.Percent);
    }

    [Fact]
    public async Task The_longest_down_come_first_in_seconds_and_only_those_that_were_down()
    {
        var top = await truth.Client.TopDownDevicesAsync(truth.From, truth.To, 10, Rounds.Interval, Token);
        Assert.Equal([new DeviceDown(B, 1000), new DeviceDown(A, 200)], top);
        Assert.Equal([new DeviceDown(B, 1000)], await truth.Client.TopDownDevicesAsync(truth.From, truth.To, 1, Rounds.Interval, Token));
        var before = await truth.Client.TopDownDevicesAsync(truth.From.AddMinutes(-5), truth.From, 10, TimeSpan.FromSeconds(20), Token);
        Assert.Equal([new DeviceDown(B, 600), new DeviceDown(D, 600)], before.OrderBy(d => d.DeviceId));
    }

    [Fact]
    public async Task The_server_says_what_it_is()
    {
        var state = await truth.Client.StatusAsync(Token);
        Assert.True(state.Answers);
        Assert.Null(state.Problem);
        Assert.Equal(("12", "10s", "1s"), (state.RetentionPeriod, state.DedupInterval, state.LatencyOffset));
        Assert.InRange(state.StartedAt!.Value, TimeProvider.System.GetUtcNow().AddMinutes(-30), TimeProvider.System.GetUtcNow());
        Assert.Equal(state.StartedAt.Value.ToUnixTimeSeconds(), (long)(await truth.Client.StartedAtAsync(Token))!.Value);
        Assert.True((await truth.Client.MetricsAsync(Token))!.Sum("vm_rows_inserted_total") > 1000);
        Assert.True(await truth.Client.ResetCacheAsync(Token));
    }

    [Fact]
    public async Task Series_are_counted()
    {
        var before = await truth.Client.SeriesCountAsync(Token);
        Assert.InRange(before, 5, 20);
        await truth.Client.WriteBatchAsync([.. Enumerable.Range(0, 7).Select(i => new VictoriaSample("counted", [new("i", i.ToString(CultureInfo.InvariantCulture))], truth.From, 1))], Token);
        await truth.Server.FlushAsync();
        // Other tests write series too.
        Assert.InRange(await truth.Client.SeriesCountAsync(Token), before + 7, before + 12);
    }

    [Fact]
    public async Task A_stored_infinity_is_null_and_the_samples_beside_it_are_read()
    {
        var at = truth.From.ToUnixTimeMilliseconds();
        var text = FormattableString.Invariant($"odd{{d=\"+Inf\"}} +Inf {at}\nodd{{d=\"+Inf\"}} 1 {at + 10_000}\nodd{{d=\"+Inf\"}} -Inf {at + 20_000}\n");
        using (var answer = await truth.Client.ImportAsync(System.Text.Encoding.UTF8.GetBytes(text), isGzip: false, Token))
        {
            Assert.Equal(System.Net.HttpStatusCode.NoContent, answer.StatusCode);
        }

        await truth.Server.FlushAsync();
        var series = Assert.Single(await truth.Client.ExportAsync("odd", truth.From, truth.To, Token));
        Assert.Equal([null, 1, null], series.Values);
        Assert.Equal("+Inf", series.Label("d"));
        Assert.Equal([null], Assert.Single(await truth.Client.QueryAsync("odd", truth.From, Token)).Values);
    }

    [Fact]
    public async Task A_question_that_makes_no_sense_is_an_error_with_the_question_and_the_reason()
    {
        var fault = await Assert.ThrowsAsync<HistoryUnavailableException>(() => truth.Client.QueryAsync("no_such_function(x", truth.From, Token));
        Assert.Contains("no_such_function(x", fault.Message, StringComparison.Ordinal);
        Assert.Contains("422", fault.Message, StringComparison.Ordinal);
        Assert.Contains("unparsed", fault.Message, StringComparison.Ordinal);

        var longOne = await Assert.ThrowsAsync<HistoryUnavailableException>(() => truth.Client.QueryAsync(new string('q', 5000) + "(", truth.From, Token));
        Assert.Contains(new string('q', 500) + "...", longOne.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('q', 501), longOne.Message, StringComparison.Ordinal);

        var tooMany = await Assert.ThrowsAsync<HistoryUnavailableException>(
            () => truth.Client.QueryRangeAsync("1", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(1e9), TimeSpan.FromSeconds(1), Token));
        Assert.Contains("points", tooMany.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ranges_that_are_none_are_refused_before_they_are_asked()
    {
        var client = truth.Client;
        var (from, to) = (truth.From, truth.To);
        await RefusedAsync(() => client.DeviceStatusHistoryAsync(A, to, from, s_hour, Token));
        await RefusedAsync(() => client.DeviceStatusHistoryAsync(A, from, to, TimeSpan.Zero, Token));
        await RefusedAsync(() => client.DeviceStatusHistoryAsync(A, from, to, -s_hour, Token));
        await RefusedAsync(() => client.DeviceStatusHistoryAsync(A, from.AddYears(-40), to, TimeSpan.FromSeconds(1), Token));
        await RefusedAsync(() => client.DeviceUptimeAsync(A, from, from, Rounds.Interval, Token));
        await RefusedAsync(() => client.DeviceUptimeAsync(A, from, to, TimeSpan.Zero, Token));
        await RefusedAsync(() => client.TopDownDevicesAsync(from, to, 0, Rounds.Interval, Token));
        await RefusedAsync(() => client.TopDownDevicesAsync(to, from, 1, Rounds.Interval, Token));
        await RefusedAsync(() => client.QueryRangeAsync("1", from, to, TimeSpan.Zero, Token));
        await RefusedAsync(() => client.QueryRangeAsync("1", to, from, s_hour, Token));
        await RefusedAsync(() => client.ExportAsync("x", to, from, Token));
        await RefusedAsync(() => client.QueryAsync("x", DateTimeOffset.MinValue, Token));

        static async Task RefusedAsync(Func<Task> ask) => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(ask);
    }

    private long TimeOf(int round) => (truth.From + (round * Rounds.Interval)).ToUnixTimeMilliseconds();

    private static IEnumerable<bool?> Truth(int steps, int rounds) => Enumerable.Range(0, steps).Select(step =>
    {
        var known = Enumerable.Range(step * rounds, rounds).Where(i => i < RoundCount - 3).Select(StatusOfA).Where(s => s is not null).ToArray();
        return known.Length == 0 ? (bool?)null : known.Min() > 0;
    });
}
