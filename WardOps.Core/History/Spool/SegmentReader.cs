using Microsoft.Win32.SafeHandles;

namespace WardOps.Core.History.Spool;

/// <summary>Reads records back and looks at both checksums. Keeps the last file open, for one thread.</summary>
internal sealed class SegmentReader : IDisposable
{
    private SafeFileHandle? _file;
    private Segment? _segment;

    /// <summary>False if it is damaged or gone: then it is lost.</summary>
    /// <exception cref="IOException">The disk could not be read; another try may do better.</exception>
    public bool TryRead(Segment segment, SpoolEntry entry, long offset, OutgoingRound target)
    {
        var room = target.RoomFor(entry.Head);
        try
        {
            Open(segment);
            var read = 0;
            while (read < room.Length && RandomAccess.Read(_file!, room[read..], offset + read) is > 0 and var more)
            {
                read += more;
            }

            if (read < room.Length
                || !RecordFormat.TryRead(room, out var head, out var bodyCrc)
                || head != entry.Head
                || bodyCrc != Crc32C.Of(room[RecordFormat.HeaderLength..]))
            {
                return false;
            }
        }
        catch (FileNotFoundException)
        {
            return false;   // a folder that is gone may come back: a disk that was unmounted, say
        }
        catch (UnauthorizedAccessException ex)
        {
            throw new IOException(ex.Message, ex);
        }

        target.Is(entry);
        return true;
    }

    public void Dispose() => Close();

    private void Open(Segment segment)
    {
        if (_segment != segment)
        {
            Close();
            _file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _segment = segment;
        }
    }

    private void Close()
    {
        _file?.Dispose();
        (_file, _segment) = (null, null);
    }
}
