using System.Runtime.Versioning;
using WardOps.Bench.Truth;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Reading;
using WardOps.Core.History.Sums;
using WardOps.Core.Probing;

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
        Assert.Equal((5, 8), (sums.Sum(s => s.UpRounds), sums.Sum(s => s.KnownRounds)));
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
                new StepSum(one.Device.Id, s_at.AddSeconds(-20), 1, 1, 40, 30), new StepSum(one.Device.Id, s_at.AddSeconds(20), 3, 4, 100, 30), new StepSum(one.Device.Id, s_at.AddSeconds(60), 0, 2, 200, 0),
                new StepSum(two.Device.Id, s_at.AddSeconds(20), 2, 2, 80, 60), new StepSum(two.Device.Id, s_at.AddSeconds(60), 1, 1, 0, 10),
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

        Assert.Equal((4, 8, 440.0, 60.0), (sums.Sum(s => s.UpRounds), sums.Sum(s => s.KnownRounds), sums.Sum(s => s.LossPercentSum), sums.Sum(s => s.RttMsSum)));
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
        await foreach (var sum in Store.Reader(catalog, Script.Policy, new FreshRounds(), new StoppedClock(s_later)).ReadSumsAsync(from, to, step, Cancellation))
        {
            sums.Add(sum);
        }

        return [.. sums.Where(s => scripts.Any(x => x.Device.Id == s.DeviceId)).OrderBy(s => s.DeviceId).ThenBy(s => s.From)];
    }

    private IHistoryReader ReaderOf(DeviceStory story)
    {
        var catalog = new DeviceCatalog();
        catalog.Swap([story.Device]);
        return Store.Reader(catalog, story.Policy, story.Fresh(), new StoppedClock(story.Now));
    }

    private sealed class NearlyEqual : IEqualityComparer<double?>
    {
        public bool Equals(double? x, double? y) => (x is null && y is null) || (x is { } a && y is { } b && Math.Abs(a - b) < 1e-6);

        public int GetHashCode(double? value) => 0;
    }
}
