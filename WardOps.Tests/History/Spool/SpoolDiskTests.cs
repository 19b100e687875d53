using WardOps.Core.History.Ledger;
using WardOps.Core.History.Spool;

namespace WardOps.Tests.History.Spool;

/// <summary>Disks that are full, missing or slow.</summary>
public sealed class SpoolDiskTests
{
    private const int Size = 4000;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    [Fact]
    public void Disk_ThatIsFull_DegradesToMemoryAndComesBackInOrder()
    {
        using var disk = new TinyDisk(256);
        using var box = new SpoolBox(disk.Spool);
        box.AppendAll(0, 5, Size);
        disk.Fill();

        box.AppendAll(5, 10, Size);

        var counts = box.Spool.Counts;
        Assert.Contains("No space left", box.Spool.Trouble!.Problem, StringComparison.Ordinal);
        Assert.Contains(disk.Spool, box.Spool.Trouble.Problem, StringComparison.Ordinal);
        Assert.Contains("Free space", box.Spool.Trouble.Fix, StringComparison.Ordinal);
        Assert.Equal(15, counts.Waiting);
        Assert.InRange(counts.InMemory, 5, 10);   // a record or two may still have found room
        AssertWhole(box, 15 - counts.InMemory);
        Assert.Null(box.FateOf(14));              // only what is on disk is called spooled
        Assert.Equal([0, 1], [box.Send(), box.Send()]);

        disk.MakeRoom();
        box.Time.Advance(s_pause);
        box.Append(15, Size);

        Assert.Null(box.Spool.Trouble);
        Assert.Equal((14, 0, 0L), (box.Spool.Counts.Waiting, box.Spool.Counts.InMemory, box.Spool.Counts.MemoryBytes));
        Assert.Equal((RoundFate.Spooled, GapReason.None), box.FateOf(14));
        AssertWhole(box, 16);
        using var next = box.Crash();
        Assert.Equal([.. Enumerable.Range(2, 14)], box.SendAll());
        Assert.Equal([.. Enumerable.Range(0, 16)], next.SendAll());
    }

    [Fact]
    public void Folder_ThatIsGoneForAMoment_CostsNoRoundThatWaitsInIt()
    {
        using var box = new SpoolBox();
        box.AppendAll(0, 5);
        Directory.Move(box.Folder, box.Folder + "-unmounted");

        Assert.Throws<DirectoryNotFoundException>(() => box.Next());   // the sender says so, and tries again
        Directory.Move(box.Folder + "-unmounted", box.Folder);

        Assert.Equal([0, 1, 2, 3, 4], box.SendAll());
        Assert.Equal(0, box.Spool.Losses.Total);
    }

    [Fact]
    public void Memory_ThatIsFullToo_GivesUpTheOldestAndSaysSo()
    {
        using var disk = new TinyDisk(64);
        using var box = new SpoolBox(disk.Spool, memory: 5 * Size);
        disk.Fill();

        box.AppendAll(0, 12, Size);

        Assert.Equal((5, 5), (box.Spool.Counts.Waiting, box.Spool.Counts.InMemory));
        Assert.Equal(7, box.Spool.Losses.TotalOf(GapReason.SpoolBroken));
        Assert.Equal((RoundFate.Missing, GapReason.SpoolBroken), box.FateOf(6));
        Assert.Equal([7, 8, 9, 10, 11], box.SendAll());
    }

    [Fact]
    public void Memory_Rounds_AreReplayedToo_AndMakeWayForThoseThatWait()
    {
        using var disk = new TinyDisk(64);
        using var box = new SpoolBox(disk.Spool, memory: 5 * Size);
        disk.Fill();
        box.AppendAll(0, 3, Size).SendAll();

        Assert.Equal(3, box.Spool.Replay());
        Assert.Equal([0, 1, 2], box.SendAll());
        box.AppendAll(3, 4, Size);
        Assert.Equal(0, box.Spool.Losses.Total);
        Assert.Equal([3, 4, 5, 6], box.SendAll());
        box.Time.Advance(TimeSpan.FromSeconds(61));
        box.Append(7, Size).SendAll();
        Assert.InRange(box.Spool.Counts.MemoryBytes, 0, Size);   // a minute is over for all others
    }

    [Fact]
    public void Memory_AtTheEnd_IsLostAndBooked()
    {
        using var disk = new TinyDisk(64);
        using var box = new SpoolBox(disk.Spool);
        box.Append(0, Size);
        disk.Fill();
        box.AppendAll(1, 5, Size);
        var inMemory = box.Spool.Counts.InMemory;

        Assert.Equal(inMemory, box.Spool.GiveUpMemory());

        Assert.Equal(6 - inMemory, box.Spool.Counts.Waiting);
        Assert.Equal((RoundFate.Missing, GapReason.SpoolBroken), box.FateOf(5));
        Assert.Equal((RoundFate.Spooled, GapReason.None), box.FateOf(0));
    }

    [Fact]
    public void Disk_IsTriedAgain_AtMostEveryFiveSeconds()
    {
        using var disk = new TinyDisk(64);
        using var box = new SpoolBox(disk.Spool);
        box.Append(0, Size);
        disk.Fill();
        box.AppendAll(1, 3, Size);
        var before = box.Spool.Counts.InMemory;
        disk.MakeRoom();

        box.Append(4, Size);
        Assert.Equal(before + 1, box.Spool.Counts.InMemory);
        box.Time.Advance(s_pause);
        box.Append(5, Size);
        Assert.Equal(0, box.Spool.Counts.InMemory);
    }

    [Fact]
    public void Disk_ThatHasRoomForABeginningOnly_IsNotFilledWithThem()
    {
        using var disk = new TinyDisk(256);
        using var box = new SpoolBox(disk.Spool);
        box.Append(0, Size);

        for (var i = 1; i < 30; i++)
        {
            box.Time.Advance(s_pause);
            box.Append(i, 300_000);
        }

        Assert.Equal(1, box.Spool.Counts.Waiting - box.Spool.Counts.InMemory);
        Assert.Single(box.Files);
        Assert.Equal(new FileInfo(box.Files[0]).Length, box.Spool.Counts.DiskBytes);
    }

    [Fact]
    public void Folder_RemovedUnderARunningWardOps_IsMadeAgain()
    {
        using var box = new SpoolBox();
        box.AppendAll(0, 3).SendAll();
        Directory.Delete(box.Folder, recursive: true);

        box.Append(3);
        Assert.Equal((1, 1), (box.Spool.Counts.Waiting, box.Spool.Counts.InMemory));
        Assert.NotNull(box.Spool.Trouble);
        box.Time.Advance(s_pause);
        box.Append(4);

        Assert.Equal((2, 0), (box.Spool.Counts.Waiting, box.Spool.Counts.InMemory));
        Assert.Null(box.Spool.Trouble);
        Assert.Equal(0, box.Spool.Losses.Total);
        using var second = new RoundSpool(box.Limits, box.Ledger, box.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<RoundSpool>.Instance);
        second.Open();
        Assert.Contains("Another WardOps", second.Trouble!.Problem, StringComparison.Ordinal);   // the new one is locked, too
        using var next = box.Crash();
        Assert.Equal([3, 4], next.SendAll());
        next.Append(2);
        Assert.Equal(1, next.Spool.Losses.TotalOf(GapReason.ClockSetBack));   // and knows the times
    }

    [Fact]
    public void Folder_ThatCannotBeMade_KeepsRoundsInMemoryUntilItCan()
    {
        var data = SpoolBox.NewFolder();
        var folder = Path.Combine(data, "spool");
        File.WriteAllText(folder, "a file where the folder should be");
        using var box = new SpoolBox(folder);

        box.AppendAll(0, 3);
        Assert.Equal((3, 3), (box.Spool.Counts.Waiting, box.Spool.Counts.InMemory));
        Assert.Contains(folder, box.Spool.Trouble!.Problem, StringComparison.Ordinal);

        File.Delete(folder);
        box.Time.Advance(s_pause);
        box.Append(3);
        Assert.Equal((4, 0), (box.Spool.Counts.Waiting, box.Spool.Counts.InMemory));
        Assert.Equal([0, 1, 2, 3], box.SendAll());
    }

    [Fact]
    public void Memory_RoundsOfTimesThatTheFolderKnows_AreRefusedWhenItComes()
    {
        using var box = new SpoolBox();
        box.AppendAll(0, 5);
        using var second = new RoundSpool(box.Limits, box.Ledger, box.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<RoundSpool>.Instance);
        second.Append(SpoolBox.Head(3, 9), SpoolBox.Body(3, 9));
        second.Append(SpoolBox.Head(7, 9), SpoolBox.Body(7, 9));

        box.Spool.Dispose();
        box.Time.Advance(s_pause);
        second.Open();

        Assert.Equal(1, second.Losses.TotalOf(GapReason.ClockSetBack));
        Assert.Equal(6, second.Counts.Waiting);
    }

    [Fact]
    public void Disk_ThatTakesLong_IsNamedWhileItDoes()
    {
        using var box = new SpoolBox();
        SpoolTrouble? meanwhile = null;
        box.Spool.Flushed = _ =>
        {
            box.Time.Advance(TimeSpan.FromSeconds(12));
            meanwhile = box.Spool.Trouble;
        };

        box.Append(0);

        Assert.Contains("has not answered for 12 seconds", meanwhile!.Problem, StringComparison.Ordinal);
        Assert.Null(box.Spool.Trouble);
    }

    /// <summary>So many records lie on disk, and nothing else: what was written in part was cut.</summary>
    private static void AssertWhole(SpoolBox box, int records)
    {
        var found = 0;
        foreach (var path in box.Files)
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var scan = SegmentScan.Of(file);
            Assert.Equal((scan.FileLength, 0, 0), (scan.End, scan.Damages, scan.Cut.Count));
            found += scan.Records.Count;
        }

        Assert.Equal(records, found);
    }
}
