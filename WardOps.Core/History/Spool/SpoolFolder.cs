namespace WardOps.Core.History.Spool;

/// <summary>Finds again what an earlier run has left in the spool's folder.</summary>
internal static class SpoolFolder
{
    /// <summary>What is found at the start may wait for at least so long, however old it is: WardOps itself may have been away longer than rounds may wait.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromMinutes(10);

    /// <summary>Makes the folder if it is missing; its name is on disk when this returns.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static void Make(string folder)
    {
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            FolderSync.Flush(Path.GetDirectoryName(folder)!);
        }
    }

    /// <summary>Walks all segments, cuts torn tails, removes what holds nothing. What it cannot read it leaves alone.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static FoundSpool Read(SpoolLimits limits, TimeProvider time)
    {
        var found = new FoundSpool();
        List<(long Sequence, string Path)> files = [];
        foreach (var path in Directory.EnumerateFiles(limits.Folder))
        {
            if (SegmentFormat.TryName(Path.GetFileName(path), out var sequence))
            {
                files.Add((sequence, path));
            }
            else if (!FolderLock.IsOurs(Path.GetFileName(path)))
            {
                found.Strangers.Add(Path.GetFileName(path));
            }
        }

        var taken = new HashSet<DateTimeOffset>();
        files.Sort();
        foreach (var (sequence, path) in files)
        {
            found.NextSequence = sequence + 1;
            try
            {
                Read(found, limits, time, sequence, path, isLast: sequence == files[^1].Sequence, taken);
            }
            catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
            {
                // One unreadable file must not keep all others from being sent.
                found.Strangers.Add(Path.GetFileName(path));
            }
        }

        RemoveEmpty(found);
        found.CutShort.RemoveAll(h => taken.Contains(h.At));
        found.Damaged.RemoveAll(h => taken.Contains(h.At));
        return found;
    }

    private static void Read(FoundSpool found, SpoolLimits limits, TimeProvider time, long sequence, string path, bool isLast, HashSet<DateTimeOffset> taken)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var scan = SegmentScan.Of(file);
        if (!scan.IsSegment)
        {
            found.Strangers.Add(Path.GetFileName(path));
            return;
        }

        var segment = new Segment(sequence, path, time.GetTimestamp()) { Length = scan.FileLength };
        foreach (var (offset, head) in scan.Records)
        {
            // After a write that failed the same round may lie in two places; the first one counts.
            if (taken.Add(head.At))
            {
                segment.Entries.Add(new SpoolEntry(head) { Segment = segment, Offset = offset });
                found.Times.Add(head.At, head.Interval);
            }
        }

        segment.Waiting = segment.Entries.Count;
        segment.NewestStamp = StampOf(segment, limits.Age, time);
        found.Segments.Add(segment);
        found.Damages += scan.Damages;
        (isLast ? found.CutShort : found.Damaged).AddRange(scan.Cut);
        foreach (var stretch in scan.Times ?? [])
        {
            found.Times.Add(stretch);
        }

        if (scan.End < scan.FileLength && (scan.End > 0 || scan.Cut.Count > 0))
        {
            found.TornTails++;
            Cut(segment, scan.End);
        }
    }

    /// <summary>The moment of the monotonic clock since which the newest round of a segment waits.</summary>
    private static long StampOf(Segment segment, TimeSpan most, TimeProvider time)
    {
        var now = time.GetTimestamp();
        if (segment.Entries.Count == 0)
        {
            return now;
        }

        var age = time.GetUtcNow() - segment.Entries.Max(e => e.Head.At);
        var oldest = most - (s_grace < most / 2 ? s_grace : most / 2);
        age = age < TimeSpan.Zero ? TimeSpan.Zero : age > oldest ? oldest : age;
        return now - (long)(age.TotalSeconds * time.TimestampFrequency);
    }

    private static void Cut(Segment segment, long end)
    {
        try
        {
            using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.SetLength(file, end);
            RandomAccess.FlushToDisk(file);
            segment.Length = end;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // It stays, and does no harm: nothing is ever appended to a segment of an earlier run.
        }
    }

    /// <summary>All segments that hold no round go, but for the newest whose beginning can be believed: it knows which times are taken.</summary>
    private static void RemoveEmpty(FoundSpool found)
    {
        for (var i = found.Segments.Count - 1; i >= 0; i--)
        {
            var isNewest = i == found.Segments.Count - 1;
            if (found.Segments[i].Entries.Count == 0 && (!isNewest || !KnowsTimes(found.Segments[i])))
            {
                Remove(found.Segments[i].Path);
                found.Segments.RemoveAt(i);
            }
        }
    }

    private static bool KnowsTimes(Segment segment)
    {
        using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[SegmentFormat.HeaderLength];
        return SegmentFormat.TryRead(header[..RandomAccess.Read(file, header, 0)], out _);
    }

    /// <summary>Whether the file is gone.</summary>
    public static bool Remove(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
