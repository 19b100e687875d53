using Microsoft.Extensions.Time.Testing;
using System.Runtime.Versioning;
using WardOps.Bench.Truth;
using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Devices;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Reports;
using WardOps.Core.History.Sums;
using WardOps.Core.History;
using WardOps.Core.Probing;
using WardOps.Tests.History.Reports;
using WardOps.Tests.History;

namespace WardOps.Tests.Integration.Conformance;

/// <summary>What every history says of the same rounds, whatever it keeps them in. There is one difference: a table has no column for the jitter, so in SQL there is none.</summary>
[SupportedOSPlatform("linux")]   // as WardOps.Bench is
public abstract class HistoryConformance
{
    private static readonly DateTimeOffset s_at = new(2025, 3, 30, 0, 59, 0, TimeSpan.Zero);   // Europe's clocks jump a minute later
    private static readonly DateTimeOffset s_later = s_at.AddDays(100);
    private static readonly TimeSpan s_round = Script.Policy.Interval;

    private protected abstract ITruthStore Store { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rounds_AreReadAsTheyWere_AndGapsAreNull()
    {
        var history = await ReadAsync(new Script().Happens(s_at, "UL-DD--U"), s_at, s_at.AddSeconds(90), s_round);

        Assert.Equal([1, 1, null, 0, 0, null, null, 1, null], history.Status);
        Assert.Equal([10, 30, null, null, null, null, null, 10, null], history.RttMs);
        Assert.Equal([0, 40, null, 100, 100, null, null, 0, null], history.LossPercent);
        Assert.Equal(Store.HasJitter ? [2, 4, null, null, null, null, null, 2, null] : new double?[9], history.JitterMs);
        Assert.Equal(new Uptime(30, 20, 40), history.Uptime);
        Assert.Equal([new Outage(s_at.AddSeconds(30), s_at.AddSeconds(70))], history.Outages);
    }

    [Fact]
    public async Task Steps_HaveTheWorstStatusAndTheMeanOfTheRest()
    {
        var history = await ReadAsync(new Script().Happens(s_at, "ULDUUU---UU-"), s_at, s_at.AddSeconds(120), TimeSpan.FromSeconds(30));

        Assert.Equal([0, 1, null, 1], history.Status);
        Assert.Equal([20, 10, null, 10], history.RttMs);
        Assert.Equal([140 / 3.0, 0, null, 0], history.LossPercent, new NearlyEqual());
    }

    [Fact]
    public async Task Rename_AndMove_LeaveOneDevice()
    {
        var script = new Script().Happens(s_at, "UUD").Renamed("New \"name\"", "ბათუმი").Happens(s_at.AddSeconds(30), "DDU").Renamed("Old", "Main").Happens(s_at.AddSeconds(60), "UL");

        var history = await ReadAsync(script, s_at, s_at.AddSeconds(80), s_round);
        var sums = await SumsAsync([script], s_at, s_at.AddSeconds(80), TimeSpan.FromMinutes(5));

        Assert.Equal(new Uptime(50, 30, 0), history.Uptime);
        Assert.Equal([new Outage(s_at.AddSeconds(20), s_at.AddSeconds(50))], history.Outages);
        Assert.Equal(10, history.Percentiles.P50);
        Assert.Equal((50, 80), (sums.Sum(s => s.UpSeconds), sums.Sum(s => s.KnownSeconds)));
    }

    [Fact]
    public async Task Percentiles_AreThoseOfTheRoundsWithAReply()
    {
        var script = new Script();
        for (var i = 100; i > 0; i--)
        {
            script.Add(s_at + (2 * i * s_round), new DeviceRound(5, 5, 0, i, i, i, 1));
            script.Add(s_at + (((2 * i) + 1) * s_round), new DeviceRound(5, 0, 0, float.NaN, float.NaN, float.NaN, float.NaN));
        }

        var history = await ReadAsync(script, s_at, s_at.AddHours(1), TimeSpan.FromMinutes(1));
        var year = await ReadAsync(script, s_at.AddDays(-40), s_at.AddDays(20), TimeSpan.FromHours(1));

        Assert.Equal(new RttPercentiles(50.5, 95.05, 99.01), Rounded(history.Percentiles));
        Assert.Equal(new RttPercentiles(50.5, 95.05, 99.01), Rounded(year.Percentiles));
    }

    [Fact]
    public async Task Outages_AtTheEndsOfARange_BeginAndEndWithIt()
    {
        var script = new Script().Happens(s_at, "UDDDUUDDD");
        var within = await OutagesAsync(script, s_at.AddSeconds(15), s_at.AddSeconds(75), s_later);
        var now = await OutagesAsync(script, s_at, s_at.AddSeconds(120), s_at.AddSeconds(102));

        Assert.Equal([new Outage(s_at.AddSeconds(20), s_at.AddSeconds(40)), new Outage(s_at.AddSeconds(60), s_at.AddSeconds(75))], within);
        Assert.Equal([new Outage(s_at.AddSeconds(10), s_at.AddSeconds(40)), new Outage(s_at.AddSeconds(60), null)], now);
        Assert.Empty(await OutagesAsync(script, s_at.AddDays(-3), s_at.AddDays(-2), s_later));
        Assert.Empty(await OutagesAsync(script, s_at, s_at, s_later));
    }

    [Fact]
    public async Task LongRange_IsAsExactAsAShortOne()
    {
        // A rename in the middle of an outage of weeks, and a gap of days within another.
        var far = s_at.AddDays(25);
        var script = new Script()
            .Happens(s_at, "UUDDDU" + new string('U', 700) + "DD")
            .Renamed("New", "Elsewhere")
            .Happens(far, "DDU-DUL" + new string('-', 3) + "D").Happens(far.AddDays(3), "-DU");

        var history = await ReadAsync(script, s_at.AddDays(-2).AddMinutes(1), s_at.AddDays(35).AddMinutes(1), TimeSpan.FromHours(1));

        Assert.Equal(
            [
                new Outage(s_at.AddSeconds(20), s_at.AddSeconds(50)), new Outage(s_at + (706 * s_round), far.AddSeconds(20)),
                new Outage(far.AddSeconds(40), far.AddSeconds(50)), new Outage(far.AddSeconds(100), far.AddDays(3).AddSeconds(20)),
            ],
            history.Outages);
        Assert.Equal((7070, 100), (history.Uptime.UpSeconds, history.Uptime.DownSeconds));
        Assert.Equal(37 * 86_400, history.Uptime.UpSeconds + history.Uptime.DownSeconds + history.Uptime.UnknownSeconds);
        Assert.Equal([0, 1, 0], history.Status.Where(s => s is not null).Take(3));
        Assert.Equal(new RttPercentiles(10, 10, 10), history.Percentiles);
    }

    [Fact]
    public async Task LongerInterval_EverySampleStandsForAllOfIt()
    {
        var script = new Script(everyRounds: 6).Happens(s_at.AddSeconds(20), "UUD-U");

        var history = await ReadAsync(script, s_at, s_at.AddMinutes(5), TimeSpan.FromMinutes(1));

        Assert.Equal([1, 1, 0, null, 1], history.Status);
        Assert.Equal(new Uptime(180, 60, 60), history.Uptime);
    }

    [Fact]
    public async Task Sums_OfAnyStep_HoldWhatIsWithinTheRange()
    {
        var (one, two) = (new Script().Happens(s_at, "ULDUUUDDU"), new Script().Happens(s_at.AddSeconds(30), "-LLU"));

        // Steps of 40 s on the epoch's grid: the first begins 20 s before, the last is cut.
        var sums = await SumsAsync([one, two], s_at.AddSeconds(10), s_at.AddSeconds(75), TimeSpan.FromSeconds(40));

        Assert.Equal(
            [
                new StepSum(one.Device.Id, s_at.AddSeconds(-20), 10, 10, 400, 300), new StepSum(one.Device.Id, s_at.AddSeconds(20), 30, 40, 1000, 300), new StepSum(one.Device.Id, s_at.AddSeconds(60), 0, 20, 2000, 0),
                new StepSum(two.Device.Id, s_at.AddSeconds(20), 20, 20, 800, 600), new StepSum(two.Device.Id, s_at.AddSeconds(60), 10, 10, 0, 100),
            ],
            sums);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    [InlineData(60 * 24)]
    [InlineData(60 * 24 * 3)]
    public async Task Sums_OfALongTime_AddUpToTheSameWhateverTheStep(int minutes)
    {
        var script = new Script().Happens(s_at.AddDays(-1), "UUD").Happens(s_at, "ULD").Happens(s_at.AddHours(30), "DD");

        var sums = await SumsAsync([script], s_at.AddDays(-2), s_at.AddDays(2), TimeSpan.FromMinutes(minutes));

        Assert.Equal((40, 80, 4400.0, 600.0), (sums.Sum(s => s.UpSeconds), sums.Sum(s => s.KnownSeconds), sums.Sum(s => s.LossPercentSum), sums.Sum(s => s.RttMsSum)));
        Assert.All(sums, s => Assert.Equal(0, (s.From - DateTimeOffset.UnixEpoch).Ticks % TimeSpan.FromMinutes(minutes).Ticks));
        Assert.Equal(sums.Count, sums.DistinctBy(s => s.From).Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task RightEdge_RoundsThatTheStoreDoesNotShow_ComeFromMemory(int days)
    {
        var script = new Script { Unseen = 3 }.Happens(s_at, "UUDLDU");
        var (from, to, now) = (s_at.AddDays(-days).AddMinutes(-4), s_at.AddMinutes(1), s_at.AddSeconds(62));

        var history = await ReadAsync(script, from, to, TimeSpan.FromMinutes(5), now);
        var outages = await OutagesAsync(script, from, to, now);

        Assert.Equal((40, 20), (history.Uptime.UpSeconds, history.Uptime.DownSeconds));
        Assert.Equal([new Outage(s_at.AddSeconds(20), s_at.AddSeconds(30)), new Outage(s_at.AddSeconds(40), s_at.AddSeconds(50))], history.Outages);
        Assert.Equal(history.Outages, outages);
        Assert.Equal(new RttPercentiles(10, 27, 29.4), Rounded(history.Percentiles));
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(2, 1)]
    [InlineData(30, 6)]   // once a minute, before and after
    [InlineData(2, 6)]
    public async Task RoundsOfAnotherLength_WeighWhatTheyWere(int seconds, int every)
    {
        var (change, round) = (s_at.AddMinutes(5), TimeSpan.FromSeconds(seconds));
        var was = every == 1 ? round : TimeSpan.FromMinutes(1);
        var begin = change - (10 * was);
        var script = new Script(every) { Before = new StoryEra(DateTimeOffset.MinValue, change, round, (int)(was / round), 0) };
        script.Happens(begin, "UUDD-UUUUD", was).Happens(change, "DU-UUU");
        var end = change + (6 * script.Interval);
        var right = new Uptime(((6 * was) + (4 * script.Interval)).TotalSeconds, ((3 * was) + script.Interval).TotalSeconds, (was + script.Interval).TotalSeconds);
        Outage[] outages = [new(begin + (2 * was), begin + (5 * was)), new(change - was, change + script.Interval)];

        var history = await ReadAsync(script, begin, end, TimeSpan.FromSeconds(5));
        var year = await ReadAsync(script, s_at.AddDays(-20).AddMinutes(1), s_at.AddDays(5).AddMinutes(1), TimeSpan.FromHours(1));

        Assert.Equal((right, right with { UnknownSeconds = (25 * 86_400) - right.UpSeconds - right.DownSeconds }), (history.Uptime, year.Uptime));
        Assert.Equal(outages, history.Outages);
        Assert.Equal(outages, year.Outages);
        await IsTrueOfSumsAsync(script, begin, change, end, right);
    }

    [Fact]
    public async Task NothingKnown_IsNoneAndNotZero()
    {
        var history = await ReadAsync(new Script(), s_at, s_at.AddMinutes(10), s_round);

        Assert.All(history.Status, Assert.Null);
        Assert.Null(history.Uptime.Percent);
        Assert.Equal(0, history.Uptime.CoveragePercent);
        Assert.Equal(default, history.Percentiles);
        Assert.Empty(history.Outages);
    }

    /// <summary>Sums of any step, a report, and what is in memory after the past was read back, with rounds that came live.</summary>
    private async Task IsTrueOfSumsAsync(Script script, DateTimeOffset begin, DateTimeOffset change, DateTimeOffset end, Uptime right)
    {
        var every = Script.Policy.Of(script.Device).EveryRounds;
        foreach (var minutes in new[] { 1, 5, 60, 3 * 1440 })
        {
            var sums = await SumsAsync([script], begin, end, TimeSpan.FromMinutes(minutes));
            Assert.Equal((right.UpSeconds, right.UpSeconds + right.DownSeconds), (every * (double)sums.Sum(s => s.UpSeconds), every * (double)sums.Sum(s => s.KnownSeconds)));
            Assert.Equal((10.0, 100 * right.DownSeconds / every), (sums.Sum(s => s.RttMsSum) / sums.Sum(s => s.UpSeconds), Math.Round(sums.Sum(s => s.LossPercentSum), 6)));
            Assert.Equal(sums.Count, sums.DistinctBy(s => s.From).Count());
        }

        var story = script.Ask(begin, end, s_round, s_later);
        var (catalog, clock) = (new DeviceCatalog(), new FakeTimeProvider(change));
        catalog.Swap([script.Device]);
        var reader = Store.Reader(catalog, Script.Policy, new FreshRounds(), new StoppedClock(s_later), story.Ledger());
        using var reporter = new UptimeReporter(reader, new NoKnownHours(), Script.Policy, new StoppedClock(s_later));
        Assert.Equal(right, Assert.Single((await reporter.ReadAsync(catalog.Current, begin, end, null, Cancellation)).Devices).Uptime);

        // Time in maintenance is left out, in either store, as if the range ended before it.
        var middle = begin + (s_round * (((end - begin) / s_round / 2) is var half ? (int)half / 12 * 12 : 0));
        var windows = Maintenance.Works.Holding(Maintenance.Works.Of(new OneOffPlan(middle, end), DeviceScope.Of(ScopeKind.Device, script.Device.Id.ToString()))).Current;
        var without = Assert.Single((await reporter.ReadAsync(catalog.Current, begin, end, windows, null, Cancellation)).Devices);
        Assert.Equal(Assert.Single((await reporter.ReadAsync(catalog.Current, begin, middle, null, Cancellation)).Devices).Uptime, without.Uptime);
        Assert.Equal((end - middle).TotalSeconds, without.ExcludedSeconds);

        // As after a restart: what was before is read back, and then compared.
        var memory = new RollingSums(catalog, Script.Policy, clock);
        foreach (var live in story.Rounds.Where(r => r.At >= change))
        {
            clock.AdjustTime(live.At + s_round);
            memory.Add(Rounds.At(live.At, catalog.Current, live.Result));
        }

        var hour = SumsSteps.StartOfHour(SumsSteps.HourOf(change));
        Assert.True(memory.TakeSteps(hour, change, await SumsAsync([script], hour, change, SumsSteps.Step)));
        Assert.True(memory.TakeSteps(hour - SumsSteps.Hour, hour, await SumsAsync([script], hour - SumsSteps.Hour, hour, SumsSteps.Step)));

        Assert.Equal((right.UpSeconds, right.DownSeconds), (memory.Of(script.Device.Id).UpSeconds, memory.Of(script.Device.Id).DownSeconds));
        Assert.Empty(memory.Compare(SumsSteps.StepOf(hour), 12, byHour: false, await SumsAsync([script], hour, hour + SumsSteps.Hour, SumsSteps.Step)));
        Assert.Empty(memory.Compare(SumsSteps.HourOf(change) - 1, 2, byHour: true, await SumsAsync([script], hour - SumsSteps.Hour, hour + SumsSteps.Hour, SumsSteps.Hour)));
    }

    private static RttPercentiles Rounded(RttPercentiles p) => new(Math.Round(p.P50!.Value, 6), Math.Round(p.P95!.Value, 6), Math.Round(p.P99!.Value, 6));

    private async Task<DeviceHistory> ReadAsync(Script script, DateTimeOffset from, DateTimeOffset to, TimeSpan step, DateTimeOffset? now = null)
    {
        var story = script.Ask(from, to, step, now ?? s_later);
        await Store.WriteAsync([story], Cancellation);
        return await ReaderOf(story).ReadAsync(story.Device, story.Range, Cancellation);
    }

    private async Task<IReadOnlyList<Outage>> OutagesAsync(Script script, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        var story = script.Ask(from, to, s_round, now);
        await Store.WriteAsync([story], Cancellation);
        return await ReaderOf(story).ReadOutagesAsync(story.Device, from, to, Cancellation);
    }

    private async Task<List<StepSum>> SumsAsync(Script[] scripts, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        await Store.WriteAsync([.. scripts.Select(s => s.Ask(from, to, step, s_later))], Cancellation);
        var catalog = new DeviceCatalog();
        catalog.Swap(scripts.Select(s => s.Device));
        var sums = new List<StepSum>();
        var ledger = scripts[0].Ask(from, to, step, s_later).Ledger();
        await foreach (var sum in Store.Reader(catalog, Script.Policy, new FreshRounds(), new StoppedClock(s_later), ledger).ReadSumsAsync(from, to, step, Cancellation))
        {
            sums.Add(sum);
        }

        return [.. sums.Where(s => scripts.Any(x => x.Device.Id == s.DeviceId)).OrderBy(s => s.DeviceId).ThenBy(s => s.From)];
    }

    private IHistoryReader ReaderOf(DeviceStory story)
    {
        var catalog = new DeviceCatalog();
        catalog.Swap([story.Device]);
        return Store.Reader(catalog, story.Policy, story.Fresh(), new StoppedClock(story.Now), story.Ledger());
    }

    private sealed class NearlyEqual : IEqualityComparer<double?>
    {
        public bool Equals(double? x, double? y) => (x is null && y is null) || (x is { } a && y is { } b && Math.Abs(a - b) < 1e-6);

        public int GetHashCode(double? value) => 0;
    }
}
