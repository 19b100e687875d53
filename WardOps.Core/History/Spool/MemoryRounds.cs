namespace WardOps.Core.History.Spool;

/// <summary>
/// Rounds that could not be put on disk, oldest first, bounded by their bytes. Acknowledged ones stay as long as those on disk do, if there is room.
/// Used under the lock of <see cref="SpoolIndex"/>.
/// </summary>
internal sealed class MemoryRounds(long mostBytes)
{
    private readonly LinkedList<SpoolEntry> _rounds = new();
    private long _bytes;

    public IEnumerable<SpoolEntry> All => _rounds;

    public long Bytes => _bytes;

    public int Waiting => _rounds.Count(r => r.State == EntryState.Waiting);

    public SpoolEntry? FirstWaiting
    {
        get
        {
            for (var at = _rounds.First; at is not null; at = at.Next)
            {
                if (at.Value.State == EntryState.Waiting)
                {
                    return at.Value;
                }
            }

            return null;
        }
    }

    /// <summary>The newest round always stays, however large it is.</summary>
    /// <returns>Waiting rounds that had to go.</returns>
    public IReadOnlyList<SpoolEntry> Add(SpoolEntry entry)
    {
        _rounds.AddLast(entry);
        _bytes += entry.Head.Length;
        List<SpoolEntry> lost = [];
        while (_bytes > mostBytes && _rounds.Count > 1)
        {
            // What has been acknowledged goes before what waits, and is no loss.
            var oldest = _rounds.FirstOrDefault(r => r.State != EntryState.Waiting) ?? _rounds.First!.Value;
            if (oldest.State == EntryState.Waiting)
            {
                oldest.State = EntryState.Lost;
                lost.Add(oldest);
            }

            Remove(oldest);
        }

        return lost;
    }

    public void Remove(SpoolEntry entry)
    {
        if (_rounds.Remove(entry))
        {
            _bytes -= entry.Head.Length;
        }
    }

    /// <summary>Lets go of rounds that need not be kept any longer.</summary>
    public void RemoveAll(Func<SpoolEntry, bool> isDone)
    {
        foreach (var entry in _rounds.Where(isDone).ToList())
        {
            Remove(entry);
        }
    }
}
