using System.IO.Compression;
using System.Text;

namespace WardOps.Core.History.Victoria;

/// <summary>Shows the beginning of a round's body to people.</summary>
internal static class RoundText
{
    private const int Most = 500;

    private static readonly byte[] s_nothing = "\n"u8.ToArray();
    private static readonly byte[] s_packedNothing = Pack(s_nothing);

    /// <summary>A body without a sample: one empty line.</summary>
    public static ReadOnlyMemory<byte> Nothing(bool isGzip) => isGzip ? s_packedNothing : s_nothing;

    /// <summary>At most 500 bytes; empty if the body cannot be read.</summary>
    public static string Beginning(ReadOnlyMemory<byte> body, bool isGzip)
    {
        var text = new byte[Most];
        try
        {
            using var packed = new MemoryStream(body.ToArray());
            using Stream plain = isGzip ? new GZipStream(packed, CompressionMode.Decompress) : packed;
            return Encoding.UTF8.GetString(text, 0, plain.ReadAtLeast(text, Most, throwOnEndOfStream: false));
        }
        catch (InvalidDataException)
        {
            return "";
        }
    }

    private static byte[] Pack(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(text);
        }

        return packed.ToArray();
    }
}
