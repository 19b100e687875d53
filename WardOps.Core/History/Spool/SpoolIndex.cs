namespace WardOps.Core.History.Spool;

/// <summary>
/// What is in the spool, and what has become of it. Callable from any thread; its lock is never held across a disk access, so whoever asks never
/// waits for a disk. About 100 bytes per round.
/// </summary>
internal sealed partial class SpoolIndex(SpoolLimits limits, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<Segment> _segments = [];
    private readonly MemoryRounds _memory = new(limits.MemoryBytes);
    private long _bytes;
    private long _spooled;
    private long _acknowledged;
    private int _waitingOnDisk;
    private long _newestAcknowledged = time.GetTimestamp();

    public SpoolCounts Counts
    {
        get
        {
            lock (_gate)
            {
                var inMemory = _memory.Waiting;
                return new SpoolCounts(_spooled, _acknowledged, _waitingOnDisk + inMemory, inMemory, _bytes, _memory.Bytes, First()?.Head.At);
            }
        }
    }

    /// <summary>The oldest round that waits, and where it is at this moment; null if none does.</summary>
    public SpoolPlace? Next()
    {
        lock (_gate)
        {
            return First() is { } entry ? new SpoolPlace(entry, entry.Memory, entry.Segment, entry.Offset) : null;
        }
    }

    /// <summary>The oldest waiting round of those in memory; null if none is.</summary>
    public SpoolEntry? NextInMemory()
    {
        lock (_gate)
        {
            return _memory.FirstWaiting;
        }
    }

    /// <summary>A segment comes behind all others, with all rounds in it.</summary>
    public void Add(Segment segment)
    {
        lock (_gate)
        {
            _segments.Add(segment);
            _bytes += segment.Length;
            _waitingOnDisk += segment.Waiting;
        }
    }

    /// <summary>Lets go of a segment that was made for a round which then found no room. The only one stays: it knows which times are taken.</summary>
    /// <returns>Whether it is not in the spool any more.</returns>
    public bool Forget(Segment segment)
    {
        lock (_gate)
        {
            var isOfNoUse = segment.Entries.Count == 0 && _segments.Count > 1 && _segments.Remove(segment);
            _bytes -= isOfNoUse ? segment.Length : 0;
            return isOfNoUse;
        }
    }

    /// <summary>A round lies in the newest segment now; it was in memory before, or is new.</summary>
    public void PutOnDisk(SpoolEntry entry, Segment segment, long offset)
    {
        lock (_gate)
        {
            _memory.Remove(entry);
            (entry.Memory, entry.Segment, entry.Offset) = (null, segment, offset);
            segment.Entries.Add(entry);
            segment.NewestStamp = time.GetTimestamp();
            var bytes = RecordFormat.HeaderLength + entry.Head.Length;
            segment.Length += bytes;
            _bytes += bytes;
            _spooled++;
            if (entry.State == EntryState.Waiting)
            {
                segment.Waiting++;
                _waitingOnDisk++;
            }
            else
            {
                segment.AcknowledgedStamp = Math.Max(segment.AcknowledgedStamp, entry.AcknowledgedStamp);
            }
        }
    }

    /// <summary>A round that could not be put on disk.</summary>
    /// <returns>Waiting rounds that had to go for it.</returns>
    public IReadOnlyList<SpoolEntry> PutInMemory(SpoolEntry entry, byte[] body)
    {
        lock (_gate)
        {
            entry.Memory = body;
            return _memory.Add(entry);
        }
    }

    /// <summary>It was acknowledged. Age counts from the newest acknowledgement, not from now: while the server is away nothing grows older.</summary>
    /// <returns>Segments that need not be kept any longer; they are not in the spool any more.</returns>
    public IReadOnlyList<Segment> Acknowledge(SpoolEntry entry)
    {
        lock (_gate)
        {
            _acknowledged++;
            _newestAcknowledged = time.GetTimestamp();
            if (entry.State == EntryState.Waiting)
            {
                Settle(entry, EntryState.Acknowledged);
                entry.AcknowledgedStamp = _newestAcknowledged;
                if (entry.Segment is { } segment)
                {
                    segment.AcknowledgedStamp = _newestAcknowledged;
                }
            }

            _memory.RemoveAll(r => r.State != EntryState.Waiting && IsOld(r.AcknowledgedStamp));
            return RemoveDone();
        }
    }

    /// <summary>It will never be sent.</summary>
    /// <returns>False if it does not wait any more.</returns>
    public bool Lose(SpoolEntry entry)
    {
        lock (_gate)
        {
            var waited = entry.State == EntryState.Waiting;
            if (waited)
            {
                Settle(entry, EntryState.Lost);
                _memory.Remove(entry);
            }

            return waited;
        }
    }

    /// <summary>Gives up rounds that wait in memory.</summary>
    /// <returns>Them.</returns>
    public IReadOnlyList<SpoolEntry> LoseInMemory(Func<SpoolEntry, bool> isUnwanted)
    {
        lock (_gate)
        {
            List<SpoolEntry> lost = [.. _memory.All.Where(r => r.State == EntryState.Waiting && isUnwanted(r))];
            lost.ForEach(r => Lose(r));
            return lost;
        }
    }

    /// <summary>Removes oldest segments until so many bytes more fit; the newest segment stays in any case.</summary>
    /// <returns>The removed ones, and the rounds that waited in them.</returns>
    public (IReadOnlyList<Segment> Removed, IReadOnlyList<SpoolEntry> Lost) MakeRoom(long bytes)
    {
        lock (_gate)
        {
            List<Segment> removed = [];
            List<SpoolEntry> lost = [];
            while (_bytes + bytes > limits.Bytes && _segments.Count > 1)
            {
                Remove(0, removed, lost);
            }

            return (removed, lost);
        }
    }

    /// <summary>Removes segments in which every round has waited for too long. The newest one stays, without its rounds: it knows which times are taken.</summary>
    /// <returns>The removed ones, and the rounds that waited in them.</returns>
    public (IReadOnlyList<Segment> Removed, IReadOnlyList<SpoolEntry> Lost) GiveUpOld()
    {
        lock (_gate)
        {
            List<Segment> removed = [];
            List<SpoolEntry> lost = [];
            for (var i = 0; i < _segments.Count && time.GetElapsedTime(_segments[i].NewestStamp) > limits.Age;)
            {
                if (_segments[i].Waiting == 0)
                {
                    i++;   // acknowledged: kept for another reason, and for less long
                }
                else if (i < _segments.Count - 1)
                {
                    Remove(i, removed, lost);
                }
                else
                {
                    LoseAll(_segments[i++], lost);
                }
            }

            return (removed, lost);
        }
    }

    /// <summary>The times of all rounds that are still here and not lost.</summary>
    public HashSet<DateTimeOffset> Times()
    {
        lock (_gate)
        {
            return [.. _segments.SelectMany(s => s.Entries).Concat(_memory.All).Where(r => r.State != EntryState.Lost).Select(r => r.Head.At)];
        }
    }

    private bool IsOld(long acknowledged) => time.GetElapsedTime(acknowledged, _newestAcknowledged) > SpoolLimits.Keep;

    private SpoolEntry? First()
    {
        var inMemory = _memory.FirstWaiting;
        foreach (var segment in _segments)
        {
            if (segment.Waiting == 0)
            {
                continue;
            }

            while (segment.Entries[segment.FirstWaiting].State != EntryState.Waiting)
            {
                segment.FirstWaiting++;
            }

            var onDisk = segment.Entries[segment.FirstWaiting];
            return inMemory is not null && inMemory.Head.At < onDisk.Head.At ? inMemory : onDisk;
        }

        return inMemory;
    }

    private void Settle(SpoolEntry entry, EntryState state)
    {
        entry.State = state;
        if (entry.Segment is { } segment)
        {
            segment.Waiting--;
            _waitingOnDisk--;
        }
    }

    private List<Segment> RemoveDone()
    {
        List<Segment> removed = [];
        while (_segments is [{ Waiting: 0 } oldest, _, ..] && time.GetElapsedTime(oldest.AcknowledgedStamp, _newestAcknowledged) > SpoolLimits.KeepOnDisk)
        {
            Remove(0, removed, []);
        }

        return removed;
    }

    private void Remove(int index, List<Segment> removed, List<SpoolEntry> lost)
    {
        var segment = _segments[index];
        LoseAll(segment, lost);
        _segments.RemoveAt(index);
        _bytes -= segment.Length;
        removed.Add(segment);
    }

    private void LoseAll(Segment segment, List<SpoolEntry> lost)
    {
        foreach (var entry in segment.Entries.Where(r => r.State == EntryState.Waiting))
        {
            Settle(entry, EntryState.Lost);
            lost.Add(entry);
        }
    }
}
