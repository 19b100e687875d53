using WardOps.Core.History.Ledger;
using WardOps.Core.History.Spool;

namespace WardOps.Tests.History.Spool;

/// <summary>A spool beside a model of it, in which every round is a number. Each step says at once where the two differ.</summary>
internal sealed class SpoolModel : IDisposable
{
    private readonly SortedSet<int> _waiting = [];
    private readonly Dictionary<int, DateTimeOffset> _acknowledged = [];
    private readonly HashSet<int> _harmed = [];
    private readonly HashSet<int> _sent = [];
    private readonly Dictionary<int, byte[]> _written = [];
    private SpoolBox _box = new();
    private DateTimeOffset _newest;
    private int _next;

    public SpoolModel() => _box.Spool.Open();

    public int Lost => _harmed.Count;

    public void Append(int size)
    {
        _box.Append(_next, size);
        _waiting.Add(_next++);
    }

    public void Send(int most)
    {
        for (var i = 0; i < most; i++)
        {
            int? expected = _waiting.Count > 0 ? _waiting.Min : null;
            Assert.Equal(expected, _box.Send());
            if (expected is not { } sent)
            {
                return;
            }

            _waiting.Remove(sent);
            _sent.Add(sent);
            _acknowledged[sent] = _newest = _box.Time.GetUtcNow();
            Assert.Equal((RoundFate.Acknowledged, GapReason.None), _box.FateOf(sent));
        }
    }

    public void Wait(int seconds) => _box.Time.Advance(TimeSpan.FromSeconds(seconds));

    public void Replay()
    {
        var recent = Recent();
        Assert.Equal(recent.Count, _box.Spool.Replay());
        recent.ForEach(Again);
    }

    /// <summary>WardOps is killed, and something happens to its files before it starts again.</summary>
    public void Crash(int harm, double where, int howMuch)
    {
        var records = _box.Files.SelectMany(f => Records(f).Select(r => (File: Path.GetFileName(f), r.Offset, r.End, r.Number))).ToList();
        var kept = records.Select(r => r.Number).ToHashSet();
        records.ForEach(r => _written.TryAdd(r.Number, Bytes(Path.Combine(_box.Folder, r.File), r.Offset, r.End)));   // before any harm: it comes below only
        Assert.True(_waiting.IsSubsetOf(kept), "A round that waits is not on disk.");
        Assert.True(kept.IsSupersetOf(Recent()), "A round that was acknowledged within a minute is not on disk.");

        var files = _box.Files.Length;
        var books = _box.Ledger.Snapshot().Runs;
        var next = _box.Crash(b =>
        {
            b.Ledger.Restore(books);
            if (files > 0)
            {
                Harm.Do(harm, b.Files, where, howMuch);
            }

            // Zeros over zeros are no harm, and a bit that falls over twice is whole again.
            var whole = records.ToLookup(r => Bytes(Path.Combine(b.Folder, r.File), r.Offset, r.End).AsSpan().SequenceEqual(_written[r.Number]), r => r.Number);
            _harmed.ExceptWith(whole[true]);
            _harmed.UnionWith(whole[false]);
        });
        _box.Dispose();
        _box = next;
        _acknowledged.Clear();
        _waiting.Clear();
        _waiting.UnionWith(kept.Except(_harmed));
    }

    /// <summary>Nothing that was harmed is ever sent, and the ledger never says that it is there.</summary>
    public void End()
    {
        Send(int.MaxValue);
        Assert.Equal(0, _box.Spool.Counts.Waiting);
        Assert.All(_harmed.Except(_sent), n => Assert.Equal((RoundFate.Missing, GapReason.Damaged), _box.FateOf(n)));
    }

    public void Dispose() => _box.Dispose();

    private static IEnumerable<(long Offset, long End, int Number)> Records(string file)
    {
        using var handle = File.OpenHandle(file);
        return [.. SegmentScan.Of(handle).Records.Select(r => (
            r.Offset, r.Offset + RecordFormat.HeaderLength + r.Head.Length, (int)((r.Head.At - SpoolBox.Start) / Rounds.Interval)))];
    }

    /// <summary>What is there of [from, to) of a file.</summary>
    private static byte[] Bytes(string file, long from, long to)
    {
        byte[] all = File.Exists(file) ? File.ReadAllBytes(file) : [];
        return all[(int)Math.Min(from, all.Length)..(int)Math.Min(to, all.Length)];
    }

    private List<int> Recent() => [.. _acknowledged.Where(a => _newest - a.Value <= SpoolLimits.Keep).Select(a => a.Key)];

    private void Again(int number)
    {
        _acknowledged.Remove(number);
        _waiting.Add(number);
    }
}
