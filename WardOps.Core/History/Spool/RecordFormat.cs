using System.Buffers.Binary;

namespace WardOps.Core.History.Spool;

/// <summary>
/// How a round lies in a segment: a header of 40 bytes, then its body. The header has a checksum of its own, so that it can be believed, and found
/// again behind damage, without reading bodies. All numbers are little-endian:
/// magic (4), length (4), time in milliseconds since the Unix epoch (8), interval in milliseconds (4), samples (4), status samples (4), flags (4),
/// CRC-32C of the body (4), CRC-32C of the 36 bytes before (4).
/// </summary>
internal static class RecordFormat
{
    public const int HeaderLength = 40;

    /// <summary>Longer than any round: 100,000 devices are 95 MB of text.</summary>
    public const int LongestBody = 1 << 30;

    private const uint Gzip = 1;
    private const int SealAt = HeaderLength - sizeof(uint);
    private static readonly long s_latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Bytes that no text in UTF-8 contains: no device can have a name that looks like a record.</summary>
    public static ReadOnlySpan<byte> Magic => [0xFE, (byte)'W', (byte)'R', 0xFF];

    public static void Write(Span<byte> target, RoundHead head, uint bodyCrc)
    {
        Magic.CopyTo(target);
        BinaryPrimitives.WriteInt32LittleEndian(target[4..], head.Length);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], head.At.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt32LittleEndian(target[16..], (int)head.Interval.TotalMilliseconds);
        BinaryPrimitives.WriteInt32LittleEndian(target[20..], head.Samples);
        BinaryPrimitives.WriteInt32LittleEndian(target[24..], head.StatusSamples);
        BinaryPrimitives.WriteUInt32LittleEndian(target[28..], head.IsGzip ? Gzip : 0);
        BinaryPrimitives.WriteUInt32LittleEndian(target[32..], bodyCrc);
        BinaryPrimitives.WriteUInt32LittleEndian(target[SealAt..], Crc32C.Of(target[..SealAt]));
    }

    /// <summary>Whether a header that can be believed stands at the beginning.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out RoundHead head, out uint bodyCrc)
    {
        (head, bodyCrc) = (default, 0);
        if (source.Length < HeaderLength
            || !source.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(source[SealAt..]) != Crc32C.Of(source[..SealAt]))
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(source[4..]);
        var at = BinaryPrimitives.ReadInt64LittleEndian(source[8..]);
        var interval = BinaryPrimitives.ReadInt32LittleEndian(source[16..]);
        var flags = BinaryPrimitives.ReadUInt32LittleEndian(source[28..]);
        if (length is < 1 or > LongestBody || at < 0 || at > s_latest || interval < 1 || flags > Gzip)
        {
            return false;
        }

        head = new RoundHead(
            DateTimeOffset.FromUnixTimeMilliseconds(at),
            TimeSpan.FromMilliseconds(interval),
            BinaryPrimitives.ReadInt32LittleEndian(source[20..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[24..]),
            flags == Gzip,
            length);
        bodyCrc = BinaryPrimitives.ReadUInt32LittleEndian(source[32..]);
        return true;
    }
}
