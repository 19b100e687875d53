namespace WardOps.Core.History.Spool;

/// <content>Rounds that were acknowledged and wait again.</content>
internal sealed partial class SpoolIndex
{
    /// <summary>Lets acknowledged rounds wait again if the filter says so; they come first, in their order.</summary>
    /// <returns>How many.</returns>
    public int Replay(Func<SpoolEntry, bool> isWanted)
    {
        lock (_gate)
        {
            var count = 0;
            foreach (var segment in _segments)
            {
                for (var i = segment.Entries.Count - 1; i >= 0; i--)
                {
                    if (segment.Entries[i] is { State: EntryState.Acknowledged } entry && isWanted(entry))
                    {
                        entry.State = EntryState.Waiting;
                        segment.FirstWaiting = Math.Min(segment.FirstWaiting, i);
                        segment.Waiting++;
                        _waitingOnDisk++;
                        count++;
                    }
                }
            }

            foreach (var entry in _memory.All.Where(r => r.State == EntryState.Acknowledged && isWanted(r)))
            {
                entry.State = EntryState.Waiting;
                count++;
            }

            return count;
        }
    }

    /// <summary>Lets the rounds wait again that were acknowledged within <see cref="SpoolLimits.Keep"/> before the newest acknowledgement.</summary>
    public int ReplayRecent() => Replay(r => !IsOld(r.AcknowledgedStamp));

    /// <summary>The same for a server of which nobody knows whether it restarted: each round once, or what comes behind would never have its turn where failures are many.</summary>
    public int ReplayDoubtful() => Replay(r =>
    {
        var isWanted = !r.WasDoubted && !IsOld(r.AcknowledgedStamp);
        r.WasDoubted |= isWanted;
        return isWanted;
    });
}
