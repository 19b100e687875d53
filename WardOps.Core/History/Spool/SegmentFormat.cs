using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace WardOps.Core.History.Spool;

/// <summary>
/// The name and the beginning of a segment file: magic (8), version (4), number of stretches (4), 16 stretches of two times in milliseconds since the
/// Unix epoch (256), CRC-32C of all before (4). The stretches are the times spooled when the file was made: the newest segment is never removed, so
/// they outlive all rounds.
/// </summary>
internal static class SegmentFormat
{
    public const int HeaderLength = 16 + (SpooledTimes.MostStretches * 16) + 4;
    private const string Suffix = ".rounds";
    private const int Version = 1;
    private const long MostSegments = 1_000_000_000_000_000;
    private const int SealAt = HeaderLength - sizeof(uint);
    private static readonly long s_latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private static ReadOnlySpan<byte> Magic => "WOSPOOL\n"u8;

    public static string NameOf(long sequence) => sequence.ToString("D12", CultureInfo.InvariantCulture) + Suffix;

    /// <summary>The sequence number in a segment's name; false for any other name.</summary>
    public static bool TryName(string name, out long sequence)
    {
        sequence = 0;
        return name.EndsWith(Suffix, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(0, name.Length - Suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out sequence)
            && sequence is > 0 and < MostSegments
            && NameOf(sequence) == name;
    }

    public static void Write(Span<byte> target, IReadOnlyList<TimeStretch> stretches)
    {
        target[..HeaderLength].Clear();
        Magic.CopyTo(target);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], stretches.Count);
        for (var i = 0; i < stretches.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(target[(16 + (16 * i))..], stretches[i].From.ToUnixTimeMilliseconds());
            BinaryPrimitives.WriteInt64LittleEndian(target[(24 + (16 * i))..], stretches[i].To.ToUnixTimeMilliseconds());
        }

        BinaryPrimitives.WriteUInt32LittleEndian(target[SealAt..], Crc32C.Of(target[..SealAt]));
    }

    public static bool TryRead(ReadOnlySpan<byte> source, [NotNullWhen(true)] out IReadOnlyList<TimeStretch>? stretches)
    {
        stretches = null;
        if (source.Length < HeaderLength
            || !source.StartsWith(Magic)
            || BinaryPrimitives.ReadInt32LittleEndian(source[8..]) != Version
            || BinaryPrimitives.ReadUInt32LittleEndian(source[SealAt..]) != Crc32C.Of(source[..SealAt])
            || BinaryPrimitives.ReadInt32LittleEndian(source[12..]) is not (>= 0 and <= SpooledTimes.MostStretches and var count))
        {
            return false;
        }

        var all = new List<TimeStretch>(count);
        for (var i = 0; i < count; i++)
        {
            var from = BinaryPrimitives.ReadInt64LittleEndian(source[(16 + (16 * i))..]);
            var to = BinaryPrimitives.ReadInt64LittleEndian(source[(24 + (16 * i))..]);
            if (from < 0 || to < from || to > s_latest)
            {
                return false;
            }

            all.Add(new TimeStretch(DateTimeOffset.FromUnixTimeMilliseconds(from), DateTimeOffset.FromUnixTimeMilliseconds(to)));
        }

        stretches = all;
        return true;
    }

    /// <summary>Whether it is what a crash leaves of a segment that was just being made: nothing, zeros, or the first bytes of a beginning.</summary>
    public static bool IsUnfinished(ReadOnlySpan<byte> source)
        => source.IndexOfAnyExcept((byte)0) < 0 || (source.Length < HeaderLength && source.StartsWith(Magic[..Math.Min(Magic.Length, source.Length)]));

    /// <summary>Whether it is a segment of another version of WardOps, which knows what to do with it.</summary>
    public static bool IsOfAnotherVersion(ReadOnlySpan<byte> source)
        => source.Length >= HeaderLength
            && source.StartsWith(Magic)
            && BinaryPrimitives.ReadInt32LittleEndian(source[8..]) != Version
            && BinaryPrimitives.ReadUInt32LittleEndian(source[SealAt..]) == Crc32C.Of(source[..SealAt]);
}
