using Microsoft.Extensions.Logging;
using WardOps.Core.History.Ledger;

namespace WardOps.Core.History.Spool;

/// <summary>
/// Rounds on their way to the store. Each is on disk, flushed, before anybody hears of it, and stays until the store has acknowledged it and five
/// minutes more. While the disk cannot be written rounds wait in memory. One thread appends, one takes out; everything else may be called from any.
/// </summary>
internal sealed class RoundSpool : IRoundReplay, IDisposable
{
    private const int MostMoved = 64;
    private const int MostReads = 10;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly Lock _writing = new();   // held for as long as the disk takes
    private readonly SpoolLimits _limits;
    private readonly ILogger<RoundSpool> _logger;
    private readonly SpoolIndex _index;
    private readonly SpoolBooks _books;
    private readonly SpoolDisk _disk;
    private readonly SegmentReader _reader = new();
    private SpooledTimes _times = new();
    private int _failedReads;

    public RoundSpool(SpoolLimits limits, RoundLedger ledger, TimeProvider time, ILogger<RoundSpool> logger)
    {
        (_limits, _logger, Losses) = (limits, logger, new Losses(time));
        _index = new SpoolIndex(limits, time);
        _books = new SpoolBooks(_index, ledger, Losses, logger);
        _disk = new SpoolDisk(limits, _index, _books, time, logger);
    }

    /// <summary>Called after each flush with what it took. Set before the first round.</summary>
    public Action<TimeSpan>? Flushed
    {
        get => _disk.Flushed;
        set => _disk.Flushed = value;
    }

    public Losses Losses { get; }

    public SpoolCounts Counts => _index.Counts;

    /// <summary>Why rounds do not go to disk now; null while they do.</summary>
    public SpoolTrouble? Trouble => _disk.Trouble;

    /// <summary>Finds again what an earlier run has left, if that was not done yet. A failure is no exception: it is tried again, every five seconds at most.</summary>
    public void Open()
    {
        // Who is writing opens it too; and a disk that hangs must hold up nobody else.
        if (_writing.TryEnter())
        {
            try
            {
                IsOpen();
            }
            finally
            {
                _writing.Exit();
            }
        }
    }

    /// <summary>Keeps a round. When this returns it is on disk, or in memory if the disk does not do, or the ledger knows why not.</summary>
    /// <param name="head">What is known of it.</param>
    /// <param name="body">Read before this returns; its length is that of the head.</param>
    public void Append(RoundHead head, ReadOnlyMemory<byte> body)
    {
        lock (_writing)
        {
            var isOpen = IsOpen();
            _books.Dropped(_index.GiveUpOld(), GapReason.SpoolTooOld);
            var entry = new SpoolEntry(head);
            if (_times.Taken(head.At) is { } stretch)
            {
                _logger.ClockSetBack(head.At, stretch.From, stretch.To);
                _books.Lost([entry], GapReason.ClockSetBack);
                return;
            }

            if (!isOpen || !TryMoveToDisk() || !_disk.TryWrite(entry, body, _times))
            {
                _books.Lost(_index.PutInMemory(entry, body.ToArray()), GapReason.SpoolBroken);
            }

            _times.Add(head.At, head.Interval);
        }
    }

    /// <summary>The oldest round that waits; it goes on waiting until it is acknowledged or refused. For one thread.</summary>
    /// <exception cref="IOException">It cannot be read now.</exception>
    public bool TryTake(OutgoingRound round)
    {
        while (_index.Next() is { } place)
        {
            if (round.Entry == place.Entry)
            {
                return true;   // tried before, and still in the buffer
            }

            if (place.Memory is { } memory)
            {
                memory.CopyTo(round.RoomFor(place.Entry.Head)[RecordFormat.HeaderLength..]);
                round.Is(place.Entry);
                return true;
            }

            if (TryRead(place, round))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The store has it.</summary>
    public void Acknowledge(OutgoingRound round) => _books.Acknowledged(round.Entry!);

    /// <summary>The store will never take it.</summary>
    public void Refuse(OutgoingRound round)
    {
        if (_index.Lose(round.Entry!))
        {
            _books.Lost([round.Entry!], GapReason.Refused);
        }
    }

    /// <summary>The store may have forgotten its last seconds: what it acknowledged in the last minute waits again, in front and in order.</summary>
    /// <returns>How many rounds.</returns>
    public int Replay() => _index.ReplayRecent();

    /// <summary>The server was away, or something between; it may have restarted. The same as <see cref="Replay()"/>, but for rounds that were sent again for such a guess before.</summary>
    /// <returns>How many rounds.</returns>
    public int ReplayDoubtful() => _index.ReplayDoubtful();

    /// <inheritdoc/>
    public IReadOnlyList<DateTimeOffset> Replay(IReadOnlyCollection<DateTimeOffset> rounds)
    {
        var wanted = rounds.ToHashSet();
        _index.Replay(r => wanted.Contains(r.Head.At));
        wanted.ExceptWith(_index.Times());
        return [.. wanted.Order()];
    }

    /// <summary>WardOps ends: what is in memory only is lost.</summary>
    /// <returns>How many rounds.</returns>
    public int GiveUpMemory()
    {
        var lost = _index.LoseInMemory(_ => true);
        _books.Lost(lost, GapReason.SpoolBroken);
        return lost.Count;
    }

    public void Dispose()
    {
        // A disk that hangs must not keep WardOps from ending.
        if (_writing.TryEnter(s_patience))
        {
            try
            {
                _disk.Dispose();
                _reader.Dispose();
            }
            finally
            {
                _writing.Exit();
            }
        }
    }

    private bool IsOpen()
    {
        var isOpen = _disk.IsOpen(out var found);
        if (found is not null)
        {
            Take(found);
        }

        return isOpen;
    }

    private void Take(FoundSpool found)
    {
        // Rounds came while the folder was not ours; it may know of others of the same times.
        _books.Lost(_index.LoseInMemory(r => found.Times.Taken(r.Head.At) is not null), GapReason.ClockSetBack);
        foreach (var stretch in _times.Stretches)
        {
            found.Times.Add(stretch);
        }

        _times = found.Times;
        foreach (var file in found.Strangers)
        {
            _logger.NoSegment(_limits.Folder, file);
        }

        if (found.TornTails + found.Damages > 0)
        {
            _logger.SpoolDamaged(_limits.Folder, found.TornTails, found.Damages, found.Damaged.Count + found.CutShort.Count);
        }

        _books.Lost([.. found.Damaged.Select(h => new SpoolEntry(h))], GapReason.Damaged);
        _books.CutShort(found.CutShort);
        _books.Found(found.Segments);
        _books.NotFound();
        _books.Dropped(_index.GiveUpOld(), GapReason.SpoolTooOld);
        _logger.SpoolOpen(_limits.Folder, found.Segments.Sum(s => s.Waiting));
    }

    /// <summary>Puts what waits in memory on disk, in order; some at a time, since newer rounds wait meanwhile.</summary>
    /// <returns>Whether none is left there.</returns>
    private bool TryMoveToDisk()
    {
        for (var i = 0; _index.NextInMemory() is { } entry; i++)
        {
            if (i == MostMoved || !_disk.TryWrite(entry, entry.Memory, _times))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryRead(SpoolPlace place, OutgoingRound round)
    {
        var problem = "its checksum is wrong, or it is gone.";
        try
        {
            if (_reader.TryRead(place.Segment!, place.Entry, place.Offset, round))
            {
                _failedReads = 0;
                return true;
            }
        }
        catch (IOException ex) when (++_failedReads >= MostReads)
        {
            problem = ex.Message;
        }

        _failedReads = 0;
        if (_index.Lose(place.Entry))
        {
            _logger.RoundUnreadable(place.Entry.Head.At, place.Segment!.Path, problem);
            _books.Lost([place.Entry], GapReason.Damaged);
        }

        return false;
    }
}
