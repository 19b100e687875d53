using Microsoft.Extensions.Logging;
using WardOps.Core.History.Ledger;

namespace WardOps.Core.History.Spool;

/// <summary>Says what becomes of the rounds of the spool: to the ledger, to the counts of losses and to the log; and removes files that are done with.</summary>
internal sealed class SpoolBooks(SpoolIndex index, RoundLedger ledger, Losses losses, ILogger logger)
{
    /// <summary>What the index and the ledger say of a round changes as one: an acknowledgement must not be overtaken by "spooled".</summary>
    private readonly Lock _gate = new();

    public void Found(IReadOnlyList<Segment> segments)
    {
        foreach (var segment in segments)
        {
            foreach (var entry in segment.Entries)
            {
                ledger.Spooled(entry.Head.At, entry.Head.Interval, entry.Head.Samples, entry.Head.StatusSamples);
            }

            index.Add(segment);
        }
    }

    /// <summary>Rounds that the books of an earlier run call spooled, and of which the folder knows nothing: a header that cannot be read, or a file that somebody removed.</summary>
    public void NotFound()
    {
        var there = index.Times();
        Lost(
            [.. ledger.Runs(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
                .Where(r => r is { Fate: RoundFate.Spooled, Condensed: null })
                .SelectMany(r => Enumerable.Range(0, (int)r.Rounds).Select(i => r.Part(i, 1)))
                .Where(r => !there.Contains(r.From))
                .Select(r => new SpoolEntry(new RoundHead(r.From, r.Interval, 0, 0, IsGzip: false, Length: 0)))],
            GapReason.Damaged);
    }

    public void PutOnDisk(SpoolEntry entry, Segment segment, long offset)
    {
        lock (_gate)
        {
            if (entry.State == EntryState.Waiting)
            {
                ledger.Spooled(entry.Head.At, entry.Head.Interval, entry.Head.Samples, entry.Head.StatusSamples);
            }

            index.PutOnDisk(entry, segment, offset);
        }
    }

    public void Acknowledged(SpoolEntry entry)
    {
        IReadOnlyList<Segment> done;
        lock (_gate)
        {
            done = index.Acknowledge(entry);
            ledger.Acknowledged(entry.Head.At, entry.Head.Interval, entry.Head.Samples, entry.Head.StatusSamples);
        }

        losses.Flows();
        Remove(done);
    }

    /// <summary>Segments went before their time, and with them rounds that waited.</summary>
    public void Dropped((IReadOnlyList<Segment> Removed, IReadOnlyList<SpoolEntry> Lost) dropped, GapReason reason)
    {
        Lost(dropped.Lost, reason);
        Remove(dropped.Removed);
    }

    public void Lost(IReadOnlyList<SpoolEntry> entries, GapReason reason)
    {
        if (entries.Count > 0)
        {
            logger.RoundsLost(entries.Count, entries[0].Head.At, entries[^1].Head.At, reason);
        }

        foreach (var entry in entries)
        {
            ledger.Missing(entry.Head.At, entry.Head.Interval, reason);
        }

        losses.Add(reason, entries.Count);
    }

    /// <summary>They were being written when WardOps was killed: no loss of the spool, which never had them.</summary>
    public void CutShort(IReadOnlyList<RoundHead> heads)
    {
        foreach (var head in heads)
        {
            ledger.Missing(head.At, head.Interval, GapReason.CutShort);
        }
    }

    private void Remove(IReadOnlyList<Segment> segments)
    {
        foreach (var segment in segments)
        {
            if (!SpoolFolder.Remove(segment.Path))
            {
                logger.NotRemoved(segment.Path);
            }
        }
    }
}
