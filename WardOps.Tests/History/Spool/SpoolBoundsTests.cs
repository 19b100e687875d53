using WardOps.Core.History.Ledger;

namespace WardOps.Tests.History.Spool;

/// <summary>Size and age: the oldest goes first, is counted, booked and alarmed.</summary>
public sealed class SpoolBoundsTests
{
    private const int Mega = 1024 * 1024;

    [Fact]
    public void Bytes_BeyondTheBound_TakeWholeOldestSegments()
    {
        using var box = new SpoolBox(bytes: 16 * Mega);
        for (var i = 0; i < 40; i++)
        {
            box.Append(i, Mega);
            Assert.InRange(box.Files.Sum(f => new FileInfo(f).Length), 0, 16 * Mega);
            Assert.Equal(box.Files.Sum(f => new FileInfo(f).Length), box.Spool.Counts.DiskBytes);
        }

        // Seven rounds of a megabyte to a segment of eight.
        var kept = box.SendAll();
        Assert.Equal([.. Enumerable.Range(kept[0], 40 - kept[0])], kept);
        Assert.Equal((0, true), (kept[0] % 7, kept.Count >= 8));
        Assert.Equal(kept[0], box.Spool.Losses.TotalOf(GapReason.SpoolFull));
        Assert.Equal((RoundFate.Missing, GapReason.SpoolFull), box.FateOf(kept[0] - 1));
    }

    [Fact]
    public void Bytes_OfAcknowledgedRounds_GoWithoutLoss()
    {
        using var box = new SpoolBox(bytes: 16 * Mega);
        for (var i = 0; i < 40; i++)
        {
            box.Append(i, Mega).SendAll();
        }

        Assert.Equal(0, box.Spool.Losses.Total);
        Assert.InRange(box.Spool.Counts.DiskBytes, 1, 16 * Mega);
    }

    [Fact]
    public void Round_LargerThanTheWholeBound_IsKept()
    {
        using var box = new SpoolBox(bytes: 16 * Mega);
        box.AppendAll(0, 3).Append(3, 20 * Mega);

        Assert.Equal([3], box.SendAll());
        box.Append(4);
        Assert.Equal([4], box.SendAll());
        Assert.Equal(3, box.Spool.Losses.TotalOf(GapReason.SpoolFull));
    }

    [Fact]
    public void Age_BeyondTheBound_TakesWholeSegmentsOnceAllOfThemIsTooOld()
    {
        using var box = new SpoolBox(age: TimeSpan.FromMinutes(10));
        for (var i = 0; i < 120; i++)
        {
            box.Append(i);
            box.Time.Advance(Rounds.Interval);
        }

        var lost = (int)box.Spool.Losses.TotalOf(GapReason.SpoolTooOld);
        Assert.InRange(lost, 120 - 60 - 5, 120 - 60);   // ten minutes are 60 rounds, a segment up to four of them
        Assert.Equal([.. Enumerable.Range(lost, 120 - lost)], box.SendAll());
        Assert.Equal((RoundFate.Missing, GapReason.SpoolTooOld), box.FateOf(0));
    }

    [Fact]
    public void Age_WhenTheClockJumps_CountsWhatReallyPassed()
    {
        using var box = new SpoolBox(age: TimeSpan.FromMinutes(10));
        box.AppendAll(0, 3);
        box.AppendAll(1_000_000, 3);   // the clock says: a hundred days later

        Assert.Equal([0, 1, 2, 1_000_000, 1_000_001, 1_000_002], box.SendAll());
        Assert.Equal(0, box.Spool.Losses.Total);
    }

    [Fact]
    public void Age_OfRoundsFoundAtTheStart_CountsTheTimeAway_AndLeavesThemTenMinutes()
    {
        using var box = new SpoolBox(age: TimeSpan.FromHours(2));
        box.AppendAll(0, 3);

        using var young = box.Crash(away: TimeSpan.FromHours(1));
        young.Time.Advance(TimeSpan.FromMinutes(50));
        young.Append(400);
        Assert.Equal(0, young.Spool.Losses.Total);
        young.Time.Advance(TimeSpan.FromMinutes(20));
        young.Append(500);
        Assert.Equal(3, young.Spool.Losses.TotalOf(GapReason.SpoolTooOld));

        using var old = box.Crash(away: TimeSpan.FromDays(30));
        old.Time.Advance(TimeSpan.FromMinutes(9));
        old.Append(1_000_000);
        Assert.Equal([0, 1, 2, 1_000_000], old.SendAll());
        using var older = box.Crash(away: TimeSpan.FromDays(30));
        older.Time.Advance(TimeSpan.FromMinutes(11));
        older.Append(1_000_000);
        Assert.Equal([1_000_000], older.SendAll());
    }

    [Fact]
    public void Age_OfTheNewestSegment_TakesItsRoundsAndLeavesItsTimes()
    {
        using var box = new SpoolBox(age: TimeSpan.FromMinutes(1));
        box.AppendAll(0, 3);
        box.Time.Advance(TimeSpan.FromMinutes(2));
        box.Append(1);   // an old time, so nothing is written

        Assert.Equal((3, 1), (box.Spool.Losses.TotalOf(GapReason.SpoolTooOld), box.Spool.Losses.TotalOf(GapReason.ClockSetBack)));
        using var next = box.Crash(away: TimeSpan.FromHours(1));
        next.Append(2);
        Assert.Equal(1, next.Spool.Losses.TotalOf(GapReason.ClockSetBack));
    }
}
