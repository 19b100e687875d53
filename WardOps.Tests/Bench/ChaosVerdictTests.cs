using System.Runtime.Versioning;
using WardOps.Bench.Chaos;

namespace WardOps.Tests.Bench;

[SupportedOSPlatform("linux")]
public sealed class ChaosVerdictTests
{
    private static readonly DateTimeOffset s_from = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public void All_whole_is_perfect() => Assert.Equal(
        new ChaosVerdict(20, 20, 0, 0, 0, 0, 0, 0, 0), Of(Stored(_ => 3)));

    [Fact]
    public void Nothing_stored_at_all_is_not_perfect() => Assert.False(Of(Stored(_ => 0), new LedgerGap(s_from, At(20), 20, "not_running")).IsPerfect);

    [Fact]
    public void A_round_that_is_absent_while_it_ran_is_lost_whatever_the_ledger_says()
    {
        Assert.Equal((1, 1), (Of(Stored(i => i == 10 ? 0 : 3)).Lost, Of(Stored(i => i == 10 ? 0 : 3)).Untold));
        var told = Of(Stored(i => i == 10 ? 0 : 3), new LedgerGap(At(10), At(11), 1, "overrun"));
        Assert.Equal((1, 0, false), (told.Lost, told.Untold, told.IsPerfect));
    }

    [Fact]
    public void A_blind_round_is_no_loss_if_the_ledger_says_so()
    {
        var verdict = Of(Stored(i => i == 10 ? 0 : 3), new LedgerGap(At(10), At(11), 1, "blind"));
        Assert.Equal((0, 1, true), (verdict.Lost, verdict.Unbelieved, verdict.IsPerfect));
    }

    [Fact]
    public void A_monitor_that_was_blind_most_of_the_time_proves_nothing()
        => Assert.False(Of(Stored(i => i >= 10 ? 0 : 3), new LedgerGap(At(10), At(20), 10, "blind")).IsPerfect);

    [Fact]
    public void A_round_near_a_kill_may_be_absent_and_must_be_told()
    {
        Assert.Equal((0, 1, false), Told(Of(Stored(i => i == 18 ? 0 : 3))));
        Assert.Equal((0, 0, true), Told(Of(Stored(i => i == 18 ? 0 : 3), new LedgerGap(At(18), At(19), 1, "cut_short"))));

        static (int, int, bool) Told(ChaosVerdict v) => (v.Lost, v.Untold, v.IsPerfect);
    }

    [Fact]
    public void A_torn_round_a_slandered_one_and_a_doubled_sample_are_faults()
    {
        Assert.Equal(1, Of(Stored(i => i == 10 ? 2 : 3)).Torn);
        Assert.Equal(1, Of(Stored(_ => 3), new LedgerGap(At(10), At(11), 1, "not_running")).Slandered);
        Assert.False(Of(Stored(_ => 3) with { Twice = 1 }).IsPerfect);
    }

    [Fact]
    public void Plans_KillAsOftenAsAsked()
    {
        var full = ChaosPlan.Full;
        Assert.Equal(5, full.Events.Count(e => e.Action == ChaosAction.KillVictoria));
        Assert.Equal(3, full.Events.Count(e => e.Action == ChaosAction.KillWardOps));
        Assert.Equal(TimeSpan.FromMinutes(2), Assert.Single(full.Events, e => e.Action == ChaosAction.StopVictoria).Away);
        Assert.Equal((TimeSpan.FromMinutes(10), 1000), (full.Length, full.Devices));
    }

    private static DateTimeOffset At(int round) => s_from + (round * s_second);

    private static StoredRounds Stored(Func<int, int> devices)
        => new(Enumerable.Range(0, 20).ToDictionary(i => At(i).ToUnixTimeMilliseconds(), devices), 0, 3);

    private static ChaosVerdict Of(StoredRounds stored, params LedgerGap[] gaps)
        => ChaosVerdict.Of(stored, gaps, [new RunningSpan(s_from - (10 * s_second), At(20))], s_from, At(20), s_second, 3);
}
