using WardOps.Core.History.Ledger;
using WardOps.Core.History.Spool;

namespace WardOps.Tests.History.Spool;

/// <summary>What is left of a spool after a crash or a bad disk.</summary>
public sealed class SpoolDamageTests : IDisposable
{
    private const int Size = 100;
    private const int Record = RecordFormat.HeaderLength + Size;

    private readonly SpoolBox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void TornTail_AtEveryByte_CostsThatRoundOnly()
    {
        _box.AppendAll(0, 3, Size);
        for (var left = 0; left < Record; left++)
        {
            using var next = _box.Crash(b => Cut(b.Files[0], StartOf(2) + left));

            Assert.Equal([0, 1], next.SendAll());
            Assert.Equal(StartOf(2), new FileInfo(next.Files[0]).Length);   // cut, not fatal
            // From its header on it is known which round it was. It never counted as spooled, so its loss is the kill's.
            Assert.Equal(left >= RecordFormat.HeaderLength ? (RoundFate.Missing, GapReason.CutShort) : null, next.FateOf(2));
            Assert.Equal(0, next.Spool.Losses.Total);
            next.Append(2, Size);   // the header is no proof that its time was used
            Assert.Equal([2], next.SendAll());
        }
    }

    [Fact]
    public void TornTail_OfZeros_IsCut()
    {
        _box.AppendAll(0, 2, Size);
        using var next = _box.Crash(b => File.AppendAllBytes(b.Files[0], new byte[5000]));
        Assert.Equal([0, 1], next.SendAll());
        Assert.Equal(StartOf(2), new FileInfo(next.Files[0]).Length);
    }

    [Fact]
    public void TornTail_OfAnOlderSegment_IsDamage()
    {
        _box.AppendAll(0, 3, Size);
        NewSegment();
        _box.AppendAll(3, 2, Size);

        using var next = _box.Crash(b => Cut(b.Files[0], StartOf(2) + 60));

        Assert.Equal([0, 1, 3, 4], next.SendAll());
        Assert.Equal((RoundFate.Missing, GapReason.Damaged), next.FateOf(2));
        Assert.Equal(1, next.Spool.Losses.TotalOf(GapReason.Damaged));
    }

    [Fact]
    public void Body_WithAFlippedBit_IsNeverSent()
    {
        _box.AppendAll(0, 3, Size);

        using var next = _box.Crash(b => Flip(b.Files[0], StartOf(1) + RecordFormat.HeaderLength + 50));

        Assert.Equal([0, 2], next.SendAll());
        Assert.Equal((RoundFate.Missing, GapReason.Damaged), next.FateOf(1));
        Assert.Equal(1, next.Spool.Losses.TotalOf(GapReason.Damaged));
    }

    [Fact]
    public void Header_WithAnyFlippedByte_CostsThatRoundOnly()
    {
        _box.AppendAll(0, 3, Size);
        for (var i = 0; i < RecordFormat.HeaderLength; i++)
        {
            using var next = _box.Crash(b => Flip(b.Files[0], StartOf(1) + i));
            Assert.Equal([0, 2], next.SendAll());
        }
    }

    [Fact]
    public void Beginning_WithAnyFlippedByte_CostsNoRound()
    {
        _box.AppendAll(0, 3, Size);
        for (var i = 0; i < SegmentFormat.HeaderLength; i += 7)
        {
            using var next = _box.Crash(b => Flip(b.Files[0], i));
            Assert.Equal([0, 1, 2], next.SendAll());
        }
    }

    [Fact]
    public void Files_ThatAreNoSegments_AreLeftAlone()
    {
        _box.AppendAll(0, 2, Size);
        NewSegment();
        _box.AppendAll(2, 2, Size);

        using var next = _box.Crash(b =>
        {
            AnotherVersion(b.Files[0]);
            File.WriteAllText(Path.Combine(b.Folder, "notes.txt"), "not a segment");
            File.WriteAllText(Path.Combine(b.Folder, "000000000777.rounds"), new string('x', 1000));
        });
        next.Append(4, Size);

        Assert.Equal([2, 3, 4], next.SendAll());
        Assert.Equal(new string('x', 1000), File.ReadAllText(Path.Combine(next.Folder, "000000000777.rounds")));
        Assert.True(File.Exists(Path.Combine(next.Folder, "notes.txt")));
        Assert.Equal("000000000778.rounds", Path.GetFileName(next.Files[^1]));
        Assert.Equal(4, next.Files.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(200)]
    public void Newest_SegmentWithoutABeginning_IsRemoved(int bytes)
    {
        _box.AppendAll(0, 2, Size);

        using var next = _box.Crash(b => File.WriteAllBytes(Path.Combine(b.Folder, "000000000002.rounds"), [.. "WOSPOOL\n"u8[..Math.Min(8, bytes)], .. new byte[Math.Max(0, bytes - 8)]]));

        Assert.Single(next.Files);
        next.Append(2, Size);
        Assert.Equal([0, 1, 2], next.SendAll());
    }

    [Fact]
    public void Round_ThatLiesThereTwice_IsSentOnce()
    {
        _box.AppendAll(0, 2, Size);
        using var next = _box.Crash(b => File.Copy(b.Files[0], Path.Combine(b.Folder, "000000000009.rounds")));
        Assert.Equal([0, 1], next.SendAll());
    }

    [Fact]
    public void Folder_ThatIsEmptiedUnderARunningWardOps_CostsWhatWasInIt()
    {
        _box.AppendAll(0, 2, Size);
        foreach (var file in _box.Files)
        {
            File.Delete(file);
        }

        Assert.Empty(_box.SendAll());
        Assert.Equal((RoundFate.Missing, GapReason.Damaged), _box.FateOf(1));
        _box.Time.Advance(TimeSpan.FromMinutes(20));
        _box.Append(2, Size);
        Assert.Equal([2], _box.SendAll());
    }

    [Fact]
    public void Round_ThatTheBooksCallSpooledAndTheFolderDoesNotKnow_IsLost()
    {
        _box.AppendAll(0, 6, Size);
        _box.Send();
        var books = _box.Ledger.Snapshot().Runs;

        using var next = _box.Crash(b =>
        {
            b.Ledger.Restore(books);
            Flip(b.Files[0], StartOf(2));
            Flip(b.Files[0], StartOf(5));
        });

        Assert.Equal([0, 1, 3, 4], next.SendAll());
        Assert.Equal((RoundFate.Missing, GapReason.Damaged), next.FateOf(2));
        Assert.Equal((RoundFate.Missing, GapReason.Damaged), next.FateOf(5));
        Assert.Equal(2, next.Spool.Losses.TotalOf(GapReason.Damaged));

        using var emptied = _box.Crash(b =>
        {
            b.Ledger.Restore(books);
            Array.ForEach(b.Files, File.Delete);
        });
        Assert.Equal((RoundFate.Acknowledged, GapReason.None), emptied.FateOf(0));
        Assert.All(Enumerable.Range(1, 5), n => Assert.Equal((RoundFate.Missing, GapReason.Damaged), emptied.FateOf(n)));
    }

    private static long StartOf(int record) => SegmentFormat.HeaderLength + ((long)record * Record);

    private static void Cut(string file, long length)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(handle, length);
    }

    private static void Flip(string file, long offset)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
        var one = new byte[1];
        RandomAccess.Read(handle, one, offset);
        one[0] ^= 0x10;
        RandomAccess.Write(handle, one, offset);
    }

    private static void AnotherVersion(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[8] = 2;
        var sealAt = SegmentFormat.HeaderLength - 4;
        BitConverter.TryWriteBytes(bytes.AsSpan(sealAt), Crc32C.Of(bytes.AsSpan(0, sealAt)));
        File.WriteAllBytes(file, bytes);
    }

    private void NewSegment() => _box.Time.Advance(TimeSpan.FromMinutes(11));
}
