using WardOps.Core.History.Ledger;
using WardOps.Core.History.Spool;

namespace WardOps.Tests.History.Spool;

/// <summary>What the spool promises while its disk does.</summary>
public sealed class RoundSpoolTests
{
    private static readonly (RoundFate, GapReason) s_spooled = (RoundFate.Spooled, GapReason.None);

    [Fact]
    public void Rounds_Appended_WaitInOrderUntilTheyAreAcknowledged()
    {
        using var box = new SpoolBox();
        box.AppendAll(0, 3);

        Assert.Equal((3, 0, SpoolBox.At(0)), (box.Spool.Counts.Waiting, box.Spool.Counts.InMemory, box.Spool.Counts.OldestWaiting!.Value));
        Assert.Equal(s_spooled, box.FateOf(0));
        Assert.Equal((0, 0), (box.Next(), box.Next()));   // a try that failed takes nothing away
        Assert.Equal([0, 1, 2], box.SendAll());
        Assert.Equal((RoundFate.Acknowledged, GapReason.None), box.FateOf(2));
        Assert.Equal((0, 3, 3L), (box.Spool.Counts.Waiting, box.Spool.Counts.Spooled, box.Spool.Counts.Acknowledged));
        Assert.Null(box.Spool.Counts.OldestWaiting);
    }

    [Fact]
    public void Rounds_OfAKilledRun_AreSentAgainWhetherAcknowledgedOrNot()
    {
        using var box = new SpoolBox();
        box.AppendAll(0, 4);
        box.Send();

        using var next = box.Crash();

        Assert.Equal(4, next.Spool.Counts.Waiting);
        Assert.Equal(s_spooled, next.FateOf(0));
        next.Append(4);
        Assert.Equal([0, 1, 2, 3, 4], next.SendAll());
    }

    [Fact]
    public void Segments_Acknowledged_StayForFiveMinutesAndGo()
    {
        using var box = new SpoolBox();
        for (var i = 0; i < 60; i++)
        {
            box.Append(i);
            box.Send();
            box.Time.Advance(Rounds.Interval);
        }

        // A segment is full after 30 s, and goes five minutes after its last acknowledgement.
        Assert.InRange(box.Files.Length, 7, 12);
        using var next = box.Crash();
        var kept = next.SendAll();
        Assert.Equal([.. Enumerable.Range(kept[0], 60 - kept[0])], kept);
        Assert.InRange(kept.Count, 30, 37);
        Assert.Equal(new FileInfo(box.Files[0]).Length + box.Files.Skip(1).Sum(f => new FileInfo(f).Length), box.Spool.Counts.DiskBytes);
    }

    [Fact]
    public void Replay_AfterARestartOfTheServer_BringsTheLastMinuteInFrontAndInOrder()
    {
        using var box = new SpoolBox();
        for (var i = 0; i < 12; i++)
        {
            box.Append(i);
            box.Send();
            box.Time.Advance(Rounds.Interval);
        }

        box.AppendAll(12, 2);
        box.Time.Advance(TimeSpan.FromHours(3));   // the server is away: nothing grows older meanwhile

        Assert.Equal(7, box.Spool.Replay());
        Assert.Equal([.. Enumerable.Range(5, 9)], box.SendAll());
        Assert.Equal(9, box.Spool.Replay());       // all were acknowledged within one moment
    }

    [Fact]
    public void Replay_OfCertainRounds_BringsThoseAndNamesTheOnesThatAreGone()
    {
        using var box = new SpoolBox();
        box.AppendAll(0, 5).SendAll();
        box.Append(5);

        Assert.Equal([SpoolBox.At(-7), SpoolBox.At(77)], box.Spool.Replay([SpoolBox.At(77), SpoolBox.At(3), SpoolBox.At(1), SpoolBox.At(5), SpoolBox.At(-7)]));
        Assert.Equal([1, 3, 5], box.SendAll());
    }

    [Fact]
    public void Refused_Round_IsLostAndTheNextOneFollows()
    {
        using var box = new SpoolBox();
        box.AppendAll(0, 2);

        box.Refuse();

        Assert.Equal((RoundFate.Missing, GapReason.Refused), box.FateOf(0));
        Assert.Equal([1], box.SendAll());
        Assert.Equal(1, box.Spool.Losses.TotalOf(GapReason.Refused));
        Assert.Equal([SpoolBox.At(0)], box.Spool.Replay([SpoolBox.At(0)]));
    }

    [Fact]
    public void Round_OfATimeThatIsTaken_IsRefused()
    {
        using var box = new SpoolBox();
        box.AppendAll(0, 3);

        box.Append(1, size: 50);

        Assert.Equal(1, box.Spool.Losses.TotalOf(GapReason.ClockSetBack));
        Assert.Equal((RoundFate.Missing, GapReason.ClockSetBack), box.FateOf(1));
        Assert.Equal([0, 1, 2], box.SendAll());   // the first one, whose body is looked at
        Assert.Contains("the clock was set back", box.Spool.Losses.Alarm!.Value.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_AreKnownAfterARestart_AlsoWhenAllRoundsAreGone()
    {
        using var box = new SpoolBox();
        for (var i = 0; i < 20; i++)
        {
            box.Append(i);
            box.Send();
            box.Time.Advance(TimeSpan.FromMinutes(5));
        }

        using var next = box.Crash();
        Assert.Equal([18, 19], next.SendAll());
        using var third = next.Crash();
        third.Append(2).Append(19);
        Assert.Equal(2, third.Spool.Losses.TotalOf(GapReason.ClockSetBack));
        third.Append(20);
        Assert.Equal([18, 19, 20], third.SendAll());
    }

    [Fact]
    public void Clock_ThatStoodAYearAhead_CostsTheTimeItStoodThere()
    {
        const int Year = 365 * 24 * 360;
        using var box = new SpoolBox();
        box.AppendAll(0, 3).AppendAll(Year, 3);

        using var next = box.Crash();
        next.AppendAll(3, 3).AppendAll(Year + 2, 2);

        Assert.Equal(1, next.Spool.Losses.TotalOf(GapReason.ClockSetBack));
        Assert.Equal([0, 1, 2, Year, Year + 1, Year + 2, 3, 4, 5, Year + 3], next.SendAll());
    }

    [Fact]
    public void Clock_ThatStoodAMinuteAhead_CostsNoRound()
    {
        using var box = new SpoolBox();
        box.Append(0).Append(7);

        using var next = box.Crash();
        next.AppendAll(1, 6).Append(8);

        Assert.Equal(0, next.Spool.Losses.Total);
        Assert.Equal([0, 7, .. Enumerable.Range(1, 6), 8], next.SendAll());
    }

    [Fact]
    public void Files_WhileTheServerIsAway_AreFew()
    {
        using var box = new SpoolBox();
        for (var i = 0; i < 360; i++)
        {
            box.Append(i);
            box.Time.Advance(Rounds.Interval);
        }

        Assert.InRange(box.Files.Length, 5, 7);   // an hour, ten minutes each
    }

    [Fact]
    public void Flush_HappensOnceForEachRoundBeforeItCounts()
    {
        using var box = new SpoolBox();
        List<int> waitingAtFlush = [];
        box.Spool.Flushed = took => waitingAtFlush.Add(box.Spool.Counts.Waiting);

        box.AppendAll(0, 3);

        Assert.Equal(3, waitingAtFlush.Count);
    }

    [Fact]
    public void Second_SpoolInTheSameFolder_SaysSoAndTakesOverWhenTheFirstEnds()
    {
        using var box = new SpoolBox();
        box.AppendAll(0, 2);
        using var second = new RoundSpool(box.Limits, box.Ledger, box.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<RoundSpool>.Instance);

        second.Append(SpoolBox.Head(2, 9), SpoolBox.Body(2, 9));
        Assert.Contains($"Another WardOps (process {Environment.ProcessId}) uses {box.Folder}.", second.Trouble!.Problem, StringComparison.Ordinal);
        Assert.Contains("WARDOPS_DATA", second.Trouble.Fix, StringComparison.Ordinal);
        Assert.Equal((1, 1), (second.Counts.Waiting, second.Counts.InMemory));

        box.Spool.Dispose();
        second.Open();
        Assert.Equal(1, second.Counts.Waiting);   // not yet: a failure is tried again after five seconds
        box.Time.Advance(TimeSpan.FromSeconds(5));
        second.Append(SpoolBox.Head(3, 9), SpoolBox.Body(3, 9));
        Assert.Equal((4, 0), (second.Counts.Waiting, second.Counts.InMemory));
        Assert.Null(second.Trouble);
    }
}
