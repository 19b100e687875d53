using System.Runtime.Versioning;
using WardOps.Bench.Truth;
using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.Storage;
using WardOps.Tests.Integration;

namespace WardOps.Tests.History.Truth;

/// <summary>
/// Invented histories whose truth is known, asked of memory and of every store. The stores take as many as there is time for; all 100,000 are
/// for the verb <c>truth</c> of WardOps.Bench.
/// </summary>
[SupportedOSPlatform("linux")]   // as WardOps.Bench is
public sealed class TruthTests(PostgresServer postgres) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(40);

    private readonly string _folder = Directory.CreateTempSubdirectory("wardops-truth-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Memory_HundredThousandHistories_SaysNothingButTheTruth()
    {
        await using var store = new MemoryTruthStore();
        await IsTrueAsync(store, firstSeed: 1_000_000, count: 100_000, least: 100_000, TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Victoria_ThousandsOfHistories_SaysNothingButTheTruth()
    {
        using var server = await VictoriaServer.StartAsync(VictoriaTruthStore.ServerFlags);
        await using var store = new VictoriaTruthStore(server.Address);
        await IsTrueAsync(store, firstSeed: 2_000_000, count: 4_000, least: 500, s_patience);
    }

    [Fact]
    public async Task Postgres_ThousandsOfHistories_SaysNothingButTheTruth()
    {
        var provider = StoreProvider.Postgres(await postgres.NewDatabaseAsync() + ";Timezone=Europe/Berlin");
        await using var store = await SqlTruthStore.CreateAsync("PostgreSQL", provider, null, Cancellation);
        await IsTrueAsync(store, firstSeed: 3_000_000, count: 4_000, least: 500, s_patience);
    }

    [Fact]
    public async Task Sqlite_ThousandsOfHistories_SaysNothingButTheTruth()
    {
        var provider = StoreProvider.Sqlite(Path.Combine(_folder, "truth.db"));
        await using var store = await SqlTruthStore.CreateAsync("SQLite", provider, null, Cancellation);
        await IsTrueAsync(store, firstSeed: 4_000_000, count: 4_000, least: 500, s_patience);
    }

    [Fact]
    public async Task AStoreThatLosesOneRoundOfEach_IsCaught()
    {
        var run = new TruthRun(new Forgetful());
        await run.GoAsync(firstSeed: 5_000_000, count: 1_000, TimeSpan.FromMinutes(5), Cancellation);

        Assert.InRange(run.Mismatches, 500, 2_000);
        Assert.Contains("story 5000", run.Mentioned[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Stories_HaveEverythingInThem()
    {
        DeviceStory[] stories = [.. Enumerable.Range(6_000_000, 2_000).Select(StoryTeller.Tell)];

        Many(s => s.EveryRounds > 1);
        Many(s => s.Round.TotalSeconds == 1);
        Many(s => s.Round.TotalSeconds == 60);
        Many(s => s.Rounds.Select(r => r.As.Name).Distinct().Count() > 1);
        Many(s => s.Rounds.Select(r => r.As.Branch).Distinct().Count() > 1);
        Many(s => s.Range.To - s.Range.From > TimeSpan.FromDays(7));
        Many(s => s.Unseen > 0);
        Many(s => s.Unseen > 0 && s.Range.To - s.Range.From > TimeSpan.FromDays(7));
        Many(s => s.Remembered > s.Unseen);
        Many(s => s.Before is { } b && b.Round > s.Round && IsAskedAcross(s, b));
        Many(s => s.Before is { } b && b.Round < s.Round && IsAskedAcross(s, b));
        Many(s => s.Before is { } b && IsAskedAcross(s, b) && s.Range.To - s.Range.From > TimeSpan.FromDays(7));
        Many(s => s.Before is { EveryRounds: > 1 } b && IsAskedAcross(s, b));
        Many(s => s.Before is { } b && Oracle.History(s).Outages.Any(o => o.From < b.To && (o.To ?? s.Now) > b.To));
        Many(s => s.Range.To > s.Now);
        Many(s => Oracle.History(s).Outages.Count > 5);
        Many(s => Oracle.History(s).Outages.Any(o => o.To is null));
        Many(s => Oracle.History(s).Uptime is { UpSeconds: > 0, DownSeconds: > 0, UnknownSeconds: > 0 });
        Many(s => Oracle.History(s).Uptime.Percent is null);
        Many(s => s.Rounds.Any(r => r.At.Month == 3 && r.At.Day == 31) && s.Rounds.Any(r => r.At.Month == 3 && r.At.Day == 30));
        Assert.All(stories.Take(50), s => Assert.Equal(s.ToString(), StoryTeller.Tell(s.Seed).ToString()));

        static bool IsAskedAcross(DeviceStory story, StoryEra before) => story.Range.From < before.To && story.Range.To > before.To;

        void Many(Func<DeviceStory, bool> have) => Assert.True(stories.Count(have) >= 10, $"only {stories.Count(have)}");
    }

    private static async Task IsTrueAsync(ITruthStore store, int firstSeed, int count, int least, TimeSpan limit)
    {
        var run = new TruthRun(store);
        await run.GoAsync(firstSeed, count, limit, Cancellation);

        Assert.Equal("", string.Join(Environment.NewLine, run.Mentioned));
        Assert.Equal(0, run.Mismatches);
        Assert.True(run.Histories >= least, $"Only {run.Histories} histories in the time there was.");
        TestContext.Current.SendDiagnosticMessage("{0}: {1} histories, {2} rounds", store.Name, run.Histories, run.Rounds);
    }

    /// <summary>Leaves out the round in the middle of each.</summary>
    private sealed class Forgetful : ITruthStore
    {
        private readonly MemoryTruthStore _memory = new();

        public string Name => "forgetful";

        public bool HasJitter => true;

        public bool HasSums => false;

        public Task WriteAsync(IReadOnlyList<DeviceStory> stories, CancellationToken cancellation) => _memory.WriteAsync(
            [.. stories.Select(s => s with { Rounds = [.. s.Rounds.Where((_, i) => i != s.Rounds.Count / 2)] })], cancellation);

        public IHistoryReader Reader(DeviceCatalog catalog, ProbePolicy policy, FreshRounds fresh, TimeProvider time, RoundLedger? ledger = null)
            => _memory.Reader(catalog, policy, fresh, time, ledger);

        public ValueTask DisposeAsync() => _memory.DisposeAsync();
    }
}
