using System.Runtime.Versioning;
using WardOps.Bench.Ping;
using WardOps.Bench.Report;

namespace WardOps.Tests.Bench;

/// <summary>A benchmark that proved nothing must not pass.</summary>
[SupportedOSPlatform("linux")]
public sealed class PingRowsTests
{
    private static readonly PingCase s_paced = PingCase.All.Single(c => c.Name == "10000 paced");
    private static readonly PingCase s_dead = PingCase.All.Single(c => c.Name == "10000 dead tenth");
    private static readonly PingRun s_good = new()
    {
        Echoes = 50_000, WholeEchoes = 150_000, Cpu = TimeSpan.FromSeconds(0.8), WholeCpu = TimeSpan.FromSeconds(2.6), Wall = TimeSpan.FromSeconds(10), LoopAllocatedBytes = 216, AllocatedBytes = 404, LagP99 = 3,
    };

    [Fact]
    public void A_good_run_passes() => Assert.All(Rows(s_paced, s_good).Where(r => r.Budget is not null && !r.Name.Contains("fping", StringComparison.Ordinal)), r => Assert.True(r.Pass, r.Name));

    [Fact]
    public void A_run_that_broke_off_sent_nothing_was_blind_or_slipped_proves_nothing()
    {
        PingRun[] bad =
        [
            new() { Problem = "ended with 134: crashed" },
            s_good with { Echoes = 0 },
            s_good with { NotSent = 50_000 },
            s_good with { Problem = "40 ticks could not be believed" },
            s_good with { Echoes = 25_000 },
        ];
        Assert.All(bad, run => Assert.All(Rows(s_paced, s_good, run).Where(r => r.Budget is not null), r => Assert.False(r.Pass, $"{r.Name} of {run}")));
    }

    [Fact]
    public void No_run_at_all_proves_nothing()
    {
        var report = Report();
        PingRows.Add(s_paced, new SideRuns(), report);
        Assert.All(report.Rows.Where(r => r.Budget is not null), r => Assert.False(r.Pass, r.Name));
    }

    [Fact]
    public void One_echo_lost_to_a_host_that_lives_fails_among_thousands_lost_to_dead_ones()
    {
        Assert.True(Losses(s_good with { Lost = 5_000 }).Pass);
        Assert.False(Losses(s_good with { Lost = 5_001, LostByLiving = 1 }).Pass);

        static BenchRow Losses(PingRun run) => Rows(s_dead, run).Single(r => r.Name.EndsWith("false losses", StringComparison.Ordinal));
    }

    [Fact]
    public void System_Ping_is_held_against_like_for_like()
    {
        var runs = new SideRuns();
        runs.Add("WardOps", s_good);
        runs.Add("System Ping", s_good with { Cpu = TimeSpan.FromSeconds(1.6), WholeCpu = TimeSpan.FromSeconds(3) });
        var report = Report();
        PingRows.Add(s_paced, runs, report);
        var rows = report.Rows.Where(r => r.Peer == "System Ping").ToDictionary(r => r.Name, r => r.PeerMedian);
        Assert.Equal(32, rows["10000 paced: CPU per echo"]);
        Assert.Equal(20, rows["10000 paced: CPU per echo, whole process"]);
    }

    private static IReadOnlyList<BenchRow> Rows(PingCase bench, params PingRun[] runs)
    {
        var sides = new SideRuns();
        foreach (var run in runs)
        {
            sides.Add("WardOps", run);
            sides.Add("fping", s_good with { Cpu = TimeSpan.FromSeconds(2.8), WholeCpu = TimeSpan.FromSeconds(2.8), WholeEchoes = 0 });
        }

        var report = Report();
        PingRows.Add(bench, sides, report);
        return report.Rows;
    }

    private static BenchReport Report()
    {
        Assert.True(BenchOptions.TryParse([], out var options));
        return new BenchReport(options);
    }
}
