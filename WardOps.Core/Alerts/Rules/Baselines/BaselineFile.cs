using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WardOps.Core.Alerts.Rules.Baselines;

/// <summary>
/// The file <c>rtt-baselines.bin</c> in the data folder: a head, one record of fixed length for each device, and a SHA-256 of all of it. It is replaced as a whole, so a
/// power cut leaves the old one or the new one; one that is damaged is not read at all.
/// </summary>
internal sealed class BaselineFile(string folder)
{
    private const int Version = 1;
    private const int HeadLength = 20;
    private const int DayLength = 4 + (2 * RttBuckets.Count);
    private const int RecordLength = 16 + (RttBaseline.Days * DayLength);
    private const int Longest = 512 * 1024 * 1024;

    private static ReadOnlySpan<byte> Magic => "WOpsRTT\n"u8;

    public string Path { get; } = System.IO.Path.Combine(folder, "rtt-baselines.bin");

    /// <summary>Fills the baselines with what is on disk.</summary>
    /// <returns>Of how many devices; -1 if there is no file.</returns>
    /// <exception cref="InvalidDataException">It is damaged, or not ours.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public int Read(RttBaselines baselines)
    {
        var file = new FileInfo(Path);
        if (!file.Exists)
        {
            return -1;
        }

        var bytes = file.Length <= Longest ? File.ReadAllBytes(Path) : throw new InvalidDataException("it is longer than any that WardOps writes");
        var records = Records(bytes);
        Span<ushort> counts = stackalloc ushort[RttBuckets.Count];
        for (var at = 0; at < records.Length; at += RecordLength)
        {
            var record = records.Slice(at, RecordLength);
            var device = new Guid(record[..16], bigEndian: true);
            for (var place = 0; place < RttBaseline.Days; place++)
            {
                var day = record.Slice(16 + (place * DayLength), DayLength);
                for (var i = 0; i < counts.Length; i++)
                {
                    counts[i] = BinaryPrimitives.ReadUInt16LittleEndian(day[(4 + (2 * i))..]);
                }

                baselines.Restore(device, BinaryPrimitives.ReadInt32LittleEndian(day), counts);
            }
        }

        return records.Length / RecordLength;
    }

    /// <summary>Replaces the file; on disk when it returns.</summary>
    /// <param name="baselines">What is to be written.</param>
    /// <param name="today">Day since the Unix epoch; devices of which nothing is known within the last seven days are left out.</param>
    /// <exception cref="IOException">The disk is full, or refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to.</exception>
    public void Write(RttBaselines baselines, int today)
    {
        var devices = baselines.Devices(today - RttBaseline.Days);
        var bytes = new byte[HeadLength + (devices.Count * RecordLength) + SHA256.HashSizeInBytes];
        var days = new int[RttBaseline.Days];
        var counts = new ushort[RttBaseline.Days * RttBuckets.Count];
        var at = HeadLength;
        foreach (var device in devices)
        {
            if (baselines.TryCopy(device, days, counts))
            {
                Put(bytes.AsSpan(at, RecordLength), device, days, counts);
                at += RecordLength;
            }
        }

        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), RecordLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), (at - HeadLength) / RecordLength);
        SHA256.HashData(bytes.AsSpan(0, at), bytes.AsSpan(at));
        Replace(bytes.AsSpan(0, at + SHA256.HashSizeInBytes));
    }

    private void Replace(ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(folder);
        var draft = Path + ".tmp";
        using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, Path, overwrite: true);
    }

    private static ReadOnlySpan<byte> Records(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadLength + SHA256.HashSizeInBytes || !bytes.StartsWith(Magic))
        {
            throw new InvalidDataException("it is too short, or not a file of baselines");
        }

        if (BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) != Version || BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]) != RecordLength)
        {
            throw new InvalidDataException("another version of WardOps wrote it");
        }

        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]);
        if (count < 0 || bytes.Length != HeadLength + ((long)count * RecordLength) + SHA256.HashSizeInBytes)
        {
            throw new InvalidDataException("it is not as long as it says");
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..^SHA256.HashSizeInBytes], hash);
        return hash.SequenceEqual(bytes[^SHA256.HashSizeInBytes..])
            ? bytes[HeadLength..^SHA256.HashSizeInBytes]
            : throw new InvalidDataException("its check sum is wrong");
    }

    private static void Put(Span<byte> record, Guid device, ReadOnlySpan<int> days, ReadOnlySpan<ushort> counts)
    {
        device.TryWriteBytes(record, bigEndian: true, out _);
        for (var place = 0; place < days.Length; place++)
        {
            var day = record.Slice(16 + (place * DayLength), DayLength);
            BinaryPrimitives.WriteInt32LittleEndian(day, days[place]);
            for (var i = 0; i < RttBuckets.Count; i++)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(day[(4 + (2 * i))..], counts[(place * RttBuckets.Count) + i]);
            }
        }
    }
}
