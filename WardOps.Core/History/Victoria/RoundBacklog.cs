using System.Diagnostics.CodeAnalysis;

namespace WardOps.Core.History.Victoria;

/// <summary>Encoded rounds that wait to be written, oldest first, bounded by their bytes. What does not fit is dropped oldest first and counted.</summary>
internal sealed class RoundBacklog(long mostBytes)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<EncodedRound> _rounds = new();
    private long _bytes;
    private long _dropped;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _rounds.Count;
            }
        }
    }

    public long Bytes => Volatile.Read(ref _bytes);

    public long Dropped => Volatile.Read(ref _dropped);

    public void Add(EncodedRound round)
    {
        lock (_gate)
        {
            _rounds.AddLast(round);
            _bytes += round.Body.Length;
            Shrink();
        }
    }

    /// <summary>Puts rounds back in front, in the order given.</summary>
    public void PutBack(IReadOnlyList<EncodedRound> rounds)
    {
        lock (_gate)
        {
            for (var i = rounds.Count - 1; i >= 0; i--)
            {
                // Written once already: giving one of these up is no loss worth counting against newer rounds.
                if (_bytes + rounds[i].Body.Length > mostBytes)
                {
                    return;
                }

                _rounds.AddFirst(rounds[i]);
                _bytes += rounds[i].Body.Length;
            }
        }
    }

    public bool TryPeek([NotNullWhen(true)] out EncodedRound? oldest)
    {
        lock (_gate)
        {
            oldest = _rounds.First?.Value;
            return oldest is not null;
        }
    }

    /// <summary>Takes out a round that was written or refused; it may have been dropped meanwhile.</summary>
    public void Remove(EncodedRound round)
    {
        lock (_gate)
        {
            if (_rounds.Remove(round))
            {
                _bytes -= round.Body.Length;
            }
        }
    }

    private void Shrink()
    {
        // The newest round always stays, however large it is.
        while (_bytes > mostBytes && _rounds.Count > 1)
        {
            _bytes -= _rounds.First!.Value.Body.Length;
            _rounds.RemoveFirst();
            _dropped++;
        }
    }
}
