using CsCheck;
using Microsoft.Extensions.Time.Testing;
using WardOps.Core.Calendar;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.History;
using WardOps.Core.History.Reports;
using WardOps.Core.Maintenance;
using WardOps.Tests.Integration;
using WardOps.Tests.Maintenance;

namespace WardOps.Tests.History.Reports;

public sealed class UptimeReporterTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 29, 14, 25, 47, TimeSpan.Zero);
    private static readonly Guid[] s_ids = [Rounds.IdOf(1), Rounds.IdOf(2), Rounds.IdOf(3)];
    private static readonly Catalog s_catalog = Catalog.Empty.With([Rounds.Device(1), Rounds.Device(2), Rounds.Device(3)]);

    private readonly FakeTimeProvider _time = new(s_now);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Any_range_with_any_memory_is_exact_to_the_round()
    {
        var cases = Gen.Select(Gen.Int[0, 3 * 8640], Gen.Int[1, 2 * 8640], Gen.Int[0, 9].List[0, 90], Gen.Int);
        cases.Sample(
            (begin, rounds, hours, seed) =>
            {
                var from = Rounds.Align(s_now).AddDays(-4) + (begin * Rounds.Interval);
                var to = from + (rounds * Rounds.Interval);
                to = to < Rounds.Align(s_now).AddHours(-1) ? to : Rounds.Align(s_now).AddHours(-1);
                int Truth(Guid device, DateTimeOffset at) => Dice(seed, device, at);
                var memory = new ScriptedHours(hour => hours.Contains((int)(hour.ToUnixTimeSeconds() / 3600 % 10)), s_ids, Truth);

                var report = Read(new TruthReader(s_ids, Truth, Rounds.Interval), memory, from, to);

                foreach (var (device, uptime) in report.Devices)
                {
                    var truth = Enumerable.Range(0, (int)((to - from) / Rounds.Interval)).Select(i => Truth(device.Id, from + (i * Rounds.Interval))).ToList();
                    Assert.Equal(new Uptime(10 * truth.Count(t => t > 0), 10 * truth.Count(t => t == 0), 10 * truth.Count(t => t < 0)), uptime);
                }
            },
            iter: 200);
    }

    [Fact]
    public async Task A_month_is_asked_for_a_day_at_a_time_and_says_how_far_it_is()
    {
        var reader = new TruthReader([], (_, _) => 1, Rounds.Interval);
        var told = new List<double>();

        await Reporter(reader).ReadAsync(s_catalog, s_now.AddDays(-30), s_now, new Told(told.Add), Cancellation);

        Assert.Equal(31, reader.Questions.Count);
        Assert.All(reader.Questions, q => Assert.True(q.To - q.From <= TimeSpan.FromDays(1)));
        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1], 6);
    }

    [Fact]
    public async Task Hours_in_memory_are_not_asked_for()
    {
        var hour = new DateTimeOffset(2026, 3, 29, 10, 0, 0, TimeSpan.Zero);
        var reader = new TruthReader(s_ids, (_, _) => 1, Rounds.Interval);
        var memory = new ScriptedHours(h => h >= hour && h < hour.AddHours(3), s_ids, (_, _) => 1);

        await Reporter(reader, memory).ReadAsync(s_catalog, hour.AddMinutes(-10), hour.AddHours(3).AddMinutes(5), null, Cancellation);

        Assert.Equal(1, memory.Asked);
        Assert.Equal([(hour.AddMinutes(-10), hour), (hour.AddHours(3), hour.AddHours(3).AddMinutes(5))], reader.Questions);
    }

    [Fact]
    public async Task Hours_that_memory_has_let_go_meanwhile_are_asked_for_a_day_at_a_time()
    {
        var reader = new TruthReader(s_ids, (_, _) => 1, Rounds.Interval);
        var memory = new ScriptedHours(_ => true, s_ids, (_, _) => 1) { HasLetGo = true };
        var midnight = new DateTimeOffset(2026, 3, 26, 0, 0, 0, TimeSpan.Zero);

        var report = await Reporter(reader, memory).ReadAsync(s_catalog, midnight, midnight.AddDays(2), null, Cancellation);

        Assert.Equal([(midnight, midnight.AddDays(1)), (midnight.AddDays(1), midnight.AddDays(2))], reader.Questions);
        Assert.All(report.Devices, d => Assert.Equal(new Uptime(2 * 86_400, 0, 0), d.Uptime));
    }

    [Fact]
    public async Task Time_to_come_and_rounds_under_way_are_not_unknown()
    {
        var known = Rounds.Align(s_now).AddSeconds(-10);   // the last round that has closed and was written
        var reader = new TruthReader(s_ids, (_, at) => at < known ? 1 : -1, Rounds.Interval);

        var report = await Reporter(reader).ReadAsync(s_catalog, known.AddHours(-1), s_now.AddDays(3), null, Cancellation);

        Assert.All(report.Devices, d => Assert.Equal(new Uptime(3600, 0, 0), d.Uptime));
        Assert.True(reader.Questions.Last().To <= s_now.AddSeconds(10));
    }

    [Fact]
    public async Task Ends_inside_a_round_move_outwards()
    {
        var report = await Reporter(new TruthReader(s_ids, (_, _) => 0, Rounds.Interval))
            .ReadAsync(s_catalog, s_now.AddHours(-2).AddSeconds(3), s_now.AddHours(-1), null, Cancellation);

        Assert.Equal((new DateTimeOffset(2026, 3, 29, 12, 25, 50, TimeSpan.Zero), new DateTimeOffset(2026, 3, 29, 13, 25, 50, TimeSpan.Zero)), (report.From, report.To));
        Assert.Equal(new Uptime(0, 3600, 0), report.Devices[0].Uptime);
    }

    [Fact]
    public async Task Disabled_devices_are_listed_with_history_only_and_removed_ones_are_counted()
    {
        var catalog = Catalog.Empty.With([Rounds.Device(1), Rounds.Device(2) with { Enabled = false }, Rounds.Device(3) with { Enabled = false }, Rounds.Device(4)]);
        var reader = new TruthReader([Rounds.IdOf(1), Rounds.IdOf(2), Rounds.IdOf(8), Rounds.IdOf(9)], (_, _) => 1, Rounds.Interval);

        var report = await Reporter(reader).ReadAsync(catalog, s_now.AddDays(-2), s_now, null, Cancellation);

        Assert.Equal([Rounds.IdOf(1), Rounds.IdOf(2), Rounds.IdOf(4)], report.Devices.Select(d => d.Device.Id));
        Assert.Equal(2, report.RemovedDevices);
        Assert.Null(report.Devices[2].Uptime.Percent);
    }

    [Fact]
    public async Task A_sample_of_a_device_with_an_interval_of_its_own_stands_for_that_interval()
    {
        var catalog = Catalog.Empty.With([Rounds.Device(1) with { Probe = new ProbeOverrides { Interval = TimeSpan.FromMinutes(1) } }]);
        var reader = new TruthReader([Rounds.IdOf(1)], (_, at) => at.Second != 0 ? -1 : at.Minute < 6 ? 0 : 1, Rounds.Interval);
        var hour = new DateTimeOffset(2026, 3, 29, 10, 0, 0, TimeSpan.Zero);

        var report = await Reporter(reader).ReadAsync(catalog, hour, hour.AddHours(1), null, Cancellation);

        Assert.Equal(new Uptime(54 * 60, 360, 0), report.Devices[0].Uptime);
    }

    [Fact]
    public async Task A_device_that_was_probed_more_often_once_has_the_time_there_is()
    {
        var catalog = Catalog.Empty.With([Rounds.Device(1) with { Probe = new ProbeOverrides { Interval = TimeSpan.FromMinutes(1) } }]);
        var reader = new TruthReader([Rounds.IdOf(1)], (_, at) => at.Minute < 30 ? 0 : 1, Rounds.Interval);   // six times as many rounds
        var hour = new DateTimeOffset(2026, 3, 29, 10, 0, 0, TimeSpan.Zero);

        var report = await Reporter(reader).ReadAsync(catalog, hour, hour.AddHours(1), null, Cancellation);

        Assert.Equal(new Uptime(1800, 1800, 0), report.Devices[0].Uptime);
    }

    [Fact]
    public async Task A_store_that_fails_fails_the_report()
    {
        var reader = new TruthReader(s_ids, (_, _) => 1, Rounds.Interval) { Trouble = "VictoriaMetrics is away." };
        await Assert.ThrowsAsync<HistoryUnavailableException>(() => Reporter(reader).ReadAsync(s_catalog, s_now.AddDays(-1), s_now, null, Cancellation));
    }

    [Fact]
    public async Task Two_reports_are_made_at_a_time_some_wait_and_the_rest_is_refused()
    {
        var gate = new TaskCompletionSource();
        var reader = new TruthReader(s_ids, (_, _) => 1, Rounds.Interval) { Gate = gate.Task };
        using var reporter = Reporter(reader);

        var all = Enumerable.Range(0, UptimeReporter.MostAsked + 3)
            .Select(_ => reporter.ReadAsync(s_catalog, s_now.AddHours(-2), s_now.AddHours(-1), null, Cancellation))
            .ToList();
        await Eventually.TrueAsync(() => all.Count(t => t.IsFaulted) == 3);

        Assert.Equal(UptimeReporter.MostAtOnce, reader.Questions.Count);
        Assert.All(all.Where(t => t.IsFaulted), t => Assert.IsType<HistoryBusyException>(t.Exception!.InnerException));
        gate.SetResult();
        await Task.WhenAll(all.Where(t => !t.IsFaulted));
        await reporter.ReadAsync(s_catalog, s_now.AddHours(-2), s_now.AddHours(-1), null, Cancellation);   // places are given back
    }

    [Fact]
    public async Task A_cancelled_report_asks_no_more_and_gives_its_place_back()
    {
        using var stop = new CancellationTokenSource();
        var reader = new TruthReader(s_ids, (_, _) => 1, Rounds.Interval) { Gate = new TaskCompletionSource().Task };
        using var reporter = Reporter(reader);
        var report = reporter.ReadAsync(s_catalog, s_now.AddDays(-30), s_now, null, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => report);
        Assert.Single(reader.Questions);
        reader.Gate = Task.CompletedTask;
        Assert.Equal(3, (await reporter.ReadAsync(s_catalog, s_now.AddDays(-1), s_now, null, Cancellation)).Devices.Count);
    }

    /// <summary>Mostly up, with stretches of down and of nothing known; the same for the same question, in every run.</summary>
    private static int Dice(int seed, Guid device, DateTimeOffset at)
    {
        var mixed = ((ulong)(uint)seed * 0x9E3779B97F4A7C15) ^ ((ulong)device.ToByteArray()[0] << 40) ^ (ulong)(at.ToUnixTimeSeconds() / 420);
        mixed = (mixed ^ (mixed >> 31)) * 0xBF58476D1CE4E5B9;
        return (mixed >> 60) switch { 0 or 1 => 0, 2 => -1, _ => 1 };
    }

    [Fact]
    public void Time_in_maintenance_is_left_out_to_the_round()
    {
        var stretch = Gen.Select(Gen.Int[0, 3 * 86_400], Gen.Int[1, 90_000], Gen.Int[1, 3], (begin, length, device) => (Begin: begin, Length: length, Device: device));
        Gen.Select(Gen.Int[0, 2 * 8640], Gen.Int[1, 8640], Gen.Int[0, 9].List[0, 60], stretch.Array[0, 8], Gen.Int).Sample(
            (begin, rounds, hours, stretches, seed) =>
            {
                var start = Rounds.Align(s_now).AddDays(-4);
                var (from, to) = (start + (begin * Rounds.Interval), start + ((begin + rounds) * Rounds.Interval));
                int Truth(Guid device, DateTimeOffset at) => Dice(seed, device, at);
                var memory = new ScriptedHours(hour => hours.Contains((int)(hour.ToUnixTimeSeconds() / 3600 % 10)), s_ids, Truth);
                var windows = stretches.Select(s => Works.Of(new OneOffPlan(start.AddSeconds(s.Begin), start.AddSeconds(s.Begin + s.Length)), DeviceScope.Of(ScopeKind.Device, Rounds.IdOf(s.Device).ToString()))).ToArray();

                using var reporter = Reporter(new TruthReader(s_ids, Truth, Rounds.Interval), memory);
                var report = reporter.ReadAsync(s_catalog, from, to, Works.Holding(windows).Current, null, Cancellation).GetAwaiter().GetResult();

                foreach (var device in report.Devices)
                {
                    bool IsIn(DateTimeOffset at) => windows.Any(w => w.Scope.Matches(device.Device) && w.Between(at, at + Rounds.Interval).Any());
                    var all = Enumerable.Range(0, rounds).Select(i => from + (i * Rounds.Interval)).ToList();
                    var truth = all.Where(at => !IsIn(at)).Select(at => Truth(device.Device.Id, at)).ToList();
                    Assert.Equal(new Uptime(10 * truth.Count(t => t > 0), 10 * truth.Count(t => t == 0), 10 * truth.Count(t => t < 0)), device.Uptime);
                    Assert.Equal(10 * (all.Count - truth.Count), device.ExcludedSeconds);
                }
            },
            iter: 100);
    }

    [Fact]
    public async Task Maintenance_that_is_not_known_yet_or_changes_too_often_is_refused_in_words()
    {
        using var reporter = Reporter(new TruthReader(s_ids, (_, _) => 1, Rounds.Interval));
        var often = Enumerable.Range(0, UptimeReporter.MostStretches + 1).Select(i => s_now.AddDays(-2).AddMinutes(i))
            .Select(at => Works.Of(new OneOffPlan(at, at.AddSeconds(20)))).ToArray();

        var unknown = await Assert.ThrowsAsync<HistoryUnavailableException>(() => reporter.ReadAsync(s_catalog, s_now.AddDays(-3), s_now, MaintenanceSet.Unknown, null, Cancellation));
        Assert.Contains("not known yet", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("shorter range", reporter.WhyNotWithout(Works.Holding(often).Current, s_catalog, s_now.AddDays(-3), s_now), StringComparison.Ordinal);
        Assert.Null(reporter.WhyNotWithout(Works.Holding(often[1..]).Current, s_catalog, s_now.AddDays(-3), s_now));
    }

    private UptimeReporter Reporter(TruthReader reader, IKnownHours? memory = null)
        => new(reader, memory ?? new NoKnownHours(), ProbePolicy.Default, _time);

    private FleetReport Read(TruthReader reader, IKnownHours memory, DateTimeOffset from, DateTimeOffset to)
        => Reporter(reader, memory).ReadAsync(s_catalog, from, to, null, Cancellation).GetAwaiter().GetResult();

    private sealed class Told(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }
}
