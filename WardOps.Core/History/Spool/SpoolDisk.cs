using Microsoft.Extensions.Logging;
using WardOps.Core.History.Ledger;

namespace WardOps.Core.History.Spool;

/// <summary>
/// The disk side of the spool: the folder while it is ours, the segment that is being written, and what to do when the disk does not do. Used under one
/// lock of its caller, but for <see cref="Trouble"/>.
/// </summary>
internal sealed class SpoolDisk(SpoolLimits limits, SpoolIndex index, SpoolBooks books, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(10);

    private FolderLock? _lock;
    private SegmentWriter? _writer;
    private long _nextSequence = 1;
    private bool _hasRead;
    private long _triedStamp;
    private long _writingSince;
    private volatile SpoolTrouble? _trouble;

    /// <summary>Called after each flush with what it took.</summary>
    public Action<TimeSpan>? Flushed { get; set; }

    /// <summary>Why rounds do not go to disk now; null while they do. From any thread.</summary>
    public SpoolTrouble? Trouble
        => _trouble is { } known ? known
            : Volatile.Read(ref _writingSince) is not 0 and var since && time.GetElapsedTime(since) is var took && took > s_slow ? SpoolTrouble.Slow(limits, took)
            : null;

    /// <summary>Whether the disk may be written now: it is ours, and if it failed, that was five seconds ago or more.</summary>
    /// <param name="found">What an earlier run has left, once.</param>
    public bool IsOpen(out FoundSpool? found)
    {
        found = null;
        if (_trouble is not null && time.GetElapsedTime(_triedStamp) < s_pause)
        {
            return false;
        }

        if (_lock is not null)
        {
            return true;
        }

        FolderLock? taken = null;
        try
        {
            SpoolFolder.Make(limits.Folder);
            taken = FolderLock.Take(limits.Folder);
            if (!_hasRead)
            {
                found = SpoolFolder.Read(limits, time);
                (_nextSequence, _trouble, _hasRead) = (found.NextSequence, null, true);
            }

            _lock = taken;
            return true;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            taken?.Dispose();
            Failed(ex);
            return false;
        }
    }

    /// <summary>Puts a round on disk, flushed, and then into the index. False if the disk does not do.</summary>
    /// <param name="entry">The round.</param>
    /// <param name="body">Its body.</param>
    /// <param name="times">Times spooled so far.</param>
    public bool TryWrite(SpoolEntry entry, ReadOnlyMemory<byte> body, SpooledTimes times)
    {
        Volatile.Write(ref _writingSince, time.GetTimestamp());
        try
        {
            var bytes = RecordFormat.HeaderLength + entry.Head.Length;
            var writer = WriterFor(bytes, times);
            books.Dropped(index.MakeRoom(bytes), GapReason.SpoolFull);
            var offset = writer.Append(entry.Head, body);
            books.PutOnDisk(entry, writer.Segment, offset);
            Flushed?.Invoke(writer.Flushed);
            Mended();
            return true;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            LeaveSegment();
            if (ex is DirectoryNotFoundException)
            {
                // Somebody has removed the folder, and the lock with it: at the next try both are made anew.
                _lock?.Dispose();
                _lock = null;
            }

            Failed(ex);
            return false;
        }
        finally
        {
            Volatile.Write(ref _writingSince, 0);
        }
    }

    public void Dispose()
    {
        _writer?.Dispose();
        _lock?.Dispose();
        (_writer, _lock) = (null, null);
    }

    private SegmentWriter WriterFor(int bytes, SpooledTimes times)
    {
        if (_writer is { } current)
        {
            var segment = current.Segment;
            var isFull = segment.Length + bytes > SpoolLimits.SegmentBytes
                || time.GetElapsedTime(segment.MadeStamp) > limits.SegmentAge(isAnyWaiting: segment.Waiting > 0);
            // What is written to a file that somebody has removed would be on disk for nobody.
            if (File.Exists(segment.Path) && (!isFull || segment.Entries.Count == 0))
            {
                return current;
            }

            current.Dispose();
            _writer = null;
        }

        _writer = SegmentWriter.Create(limits.Folder, _nextSequence++, times.Stretches, time);
        index.Add(_writer.Segment);
        return _writer;
    }

    /// <summary>Nothing more is written to the open segment. One that holds nothing goes, or each try on a full disk would leave a file.</summary>
    private void LeaveSegment()
    {
        if (_writer is { } writer)
        {
            writer.Dispose();
            _writer = null;
            if (index.Forget(writer.Segment))
            {
                SpoolFolder.Remove(writer.Segment.Path);
            }
        }
    }

    private void Failed(Exception exception)
    {
        if (_trouble is null)
        {
            logger.SpoolBroken(exception.Message);
        }

        _triedStamp = time.GetTimestamp();
        _trouble = SpoolTrouble.Of(exception, limits);
    }

    private void Mended()
    {
        if (_trouble is not null)
        {
            _trouble = null;
            logger.SpoolMended(limits.Folder, index.Counts.InMemory);
        }
    }
}
