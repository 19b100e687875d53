using Microsoft.Win32.SafeHandles;

namespace WardOps.Core.History.Spool;

/// <summary>
/// What a segment file holds, found by walking from header to header. Bodies are not read: their checksums are looked at when they are sent.
/// </summary>
internal sealed class SegmentScan
{
    private const int Chunk = 64 * 1024;

    private readonly SafeFileHandle _file;
    private readonly byte[] _header = new byte[Math.Max(SegmentFormat.HeaderLength, RecordFormat.HeaderLength)];
    private readonly List<(long Offset, RoundHead Head)> _records = [];
    private readonly List<RoundHead> _cut = [];

    private SegmentScan(SafeFileHandle file)
    {
        _file = file;
        FileLength = RandomAccess.GetLength(file);
        End = Math.Min(SegmentFormat.HeaderLength, FileLength);
    }

    /// <summary>False for a file that belongs to somebody else.</summary>
    public bool IsSegment { get; private set; } = true;

    /// <summary>Bytes of the file.</summary>
    public long FileLength { get; }

    /// <summary>Where its last whole record ends; what lies behind is of no use.</summary>
    public long End { get; private set; }

    /// <summary>Places where something lies between records that is none.</summary>
    public int Damages { get; private set; }

    /// <summary>Times spooled before this segment was made; null if its beginning cannot be believed.</summary>
    public IReadOnlyList<TimeStretch>? Times { get; private set; }

    public IReadOnlyList<(long Offset, RoundHead Head)> Records => _records;

    /// <summary>Rounds whose header is there, and whose body is not whole.</summary>
    public IReadOnlyList<RoundHead> Cut => _cut;

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SegmentScan Of(SafeFileHandle file)
    {
        var scan = new SegmentScan(file);
        var begin = scan._header.AsSpan(0, scan.Read(0, SegmentFormat.HeaderLength));
        if (SegmentFormat.IsOfAnotherVersion(begin))
        {
            scan.IsSegment = false;
        }
        else if (SegmentFormat.TryRead(begin, out var times))
        {
            scan.Times = times;
            scan.Walk(SegmentFormat.HeaderLength);
        }
        else
        {
            // A bit may have flipped in its beginning: then rounds follow. If none does, it was never finished, or is not ours.
            scan.End = 0;
            scan.Walk(scan.Search(0));
            var holdsRounds = scan._records.Count + scan._cut.Count > 0;
            scan.Damages += holdsRounds ? 1 : 0;
            scan.IsSegment = holdsRounds || SegmentFormat.IsUnfinished(begin);
        }

        return scan;
    }

    private void Walk(long offset)
    {
        while (offset >= 0 && offset < FileLength)
        {
            if (!RecordFormat.TryRead(_header.AsSpan(0, Read(offset, RecordFormat.HeaderLength)), out var head, out _))
            {
                offset = Search(offset + 1);
                Damages += offset < 0 ? 0 : 1;
                continue;
            }

            var next = offset + RecordFormat.HeaderLength + head.Length;
            if (next > FileLength)
            {
                _cut.Add(head);
                return;
            }

            _records.Add((offset, head));
            offset = End = next;
        }
    }

    /// <summary>Where the next header that can be believed begins; -1 if none does.</summary>
    private long Search(long from)
    {
        var chunk = new byte[Chunk];
        while (from < FileLength)
        {
            var bytes = chunk.AsSpan(0, RandomAccess.Read(_file, chunk, from));
            for (var i = 0; bytes[i..].IndexOf(RecordFormat.Magic) is var found && found >= 0; i++)
            {
                i += found;
                if (RecordFormat.TryRead(_header.AsSpan(0, Read(from + i, RecordFormat.HeaderLength)), out _, out _))
                {
                    return from + i;
                }
            }

            if (bytes.Length < RecordFormat.HeaderLength)
            {
                return -1;
            }

            from += bytes.Length - RecordFormat.Magic.Length + 1;   // one may lie across two chunks
        }

        return -1;
    }

    /// <summary>Reads into the header; how many bytes there were.</summary>
    private int Read(long offset, int count)
    {
        var total = 0;
        while (total < count && RandomAccess.Read(_file, _header.AsSpan(total, count - total), offset + total) is > 0 and var read)
        {
            total += read;
        }

        return total;
    }
}
