using System.IO.Compression;
using System.Text;

namespace WardOps.Core.History.Victoria;

/// <summary>
/// Keeps the beginning of the last body that was posted, to show a line of it should the server complain. It costs a copy of two
/// kilobytes per request.
/// </summary>
internal sealed class SentExample
{
    public const int Kept = 2048;
    private const int LongestLine = 500;

    private volatile Head? _last;

    /// <summary>The first line of the last body; null if none was posted since the last time this was asked, or it cannot be read.</summary>
    public string? Take()
    {
        var head = _last;
        _last = null;
        return head is null ? null : LineOf(head);
    }

    public void Sent(ReadOnlySpan<byte> body, bool isGzip) => _last = new Head(body[..Math.Min(body.Length, Kept)].ToArray(), isGzip);

    private static string? LineOf(Head head)
    {
        var text = new byte[LongestLine * 4];
        var length = 0;
        try
        {
            using var packed = new MemoryStream(head.Bytes);
            using Stream plain = head.IsGzip ? new GZipStream(packed, CompressionMode.Decompress) : packed;
            while (length < text.Length && plain.Read(text, length, text.Length - length) is > 0 and var read)
            {
                length += read;
            }
        }
        catch (InvalidDataException)
        {
            // Cut off in the middle, as is to be expected: what has come out until then will do.
        }

        var line = Encoding.UTF8.GetString(text, 0, length).Split('\n')[0];
        return line.Length == 0 ? null : line.Length <= LongestLine ? line : line[..LongestLine] + "…";
    }

    private sealed record Head(byte[] Bytes, bool IsGzip);
}
