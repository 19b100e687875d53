using Microsoft.Win32.SafeHandles;

namespace WardOps.Core.History.Spool;

/// <summary>Appends records to one new segment file, each flushed to disk before it counts. After the first failure it takes no more.</summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly TimeProvider _time;
    private readonly byte[] _header = new byte[RecordFormat.HeaderLength];
    private readonly ReadOnlyMemory<byte>[] _parts = new ReadOnlyMemory<byte>[2];

    private SegmentWriter(SafeFileHandle file, Segment segment, TimeProvider time) => (_file, Segment, _time) = (file, segment, time);

    public Segment Segment { get; }

    public bool IsBroken { get; private set; }

    /// <summary>How long the last flush took.</summary>
    public TimeSpan Flushed { get; private set; }

    /// <summary>Makes the file; its beginning and its name are on disk when this returns.</summary>
    /// <exception cref="IOException">The disk is full or broken, or there is such a file.</exception>
    public static SegmentWriter Create(string folder, long sequence, IReadOnlyList<TimeStretch> times, TimeProvider time)
    {
        var path = Path.Combine(folder, SegmentFormat.NameOf(sequence));
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            var header = new byte[SegmentFormat.HeaderLength];
            SegmentFormat.Write(header, times);
            RandomAccess.Write(file, header, 0);
            RandomAccess.FlushToDisk(file);
            FolderSync.Flush(folder);
            return new SegmentWriter(file, new Segment(sequence, path, time.GetTimestamp()) { Length = header.Length }, time);
        }
        catch
        {
            file.Dispose();
            SpoolFolder.Remove(path);
            throw;
        }
    }

    /// <summary>Writes and flushes one record behind all others; it is on disk when this returns.</summary>
    /// <returns>Where it begins. The length of the segment is for the caller to change.</returns>
    /// <exception cref="IOException">The disk is full or broken; what was written of the record is cut off again.</exception>
    public long Append(RoundHead head, ReadOnlyMemory<byte> body)
    {
        var offset = Segment.Length;
        try
        {
            RecordFormat.Write(_header, head, Crc32C.Of(body.Span));
            (_parts[0], _parts[1]) = (_header, body);
            RandomAccess.Write(_file, _parts, offset);
            var began = _time.GetTimestamp();
            RandomAccess.FlushToDisk(_file);
            Flushed = _time.GetElapsedTime(began);
            return offset;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // After a flush that failed nobody knows what the disk holds: a new file is the only sure ground.
            IsBroken = true;
            Cut(offset);
            throw;
        }
        finally
        {
            _parts[1] = default;
        }
    }

    public void Dispose() => _file.Dispose();

    private void Cut(long offset)
    {
        try
        {
            RandomAccess.SetLength(_file, offset);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // Then the next start finds a torn tail and cuts it.
        }
    }
}
