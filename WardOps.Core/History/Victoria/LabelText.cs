using System.Buffers;
using System.Text;

namespace WardOps.Core.History.Victoria;

/// <summary>Writes label values so that VictoriaMetrics stores exactly one line and readers get valid UTF-8 back.</summary>
internal static class LabelText
{
    /// <summary>Longest stored value in bytes; from 16,384 on the server would cut it, maybe in the middle of a character.</summary>
    public const int LongestValue = 16_383;

    /// <summary>Writes <c>name="value"</c>, preceded by a comma unless it is the first; nothing at all for an empty value, which is no label.</summary>
    public static bool TryWrite(IBufferWriter<byte> target, string name, string value, bool isFirst)
    {
        if (value.Length == 0)
        {
            return false;
        }

        if (!isFirst)
        {
            target.Write(","u8);
        }

        Encoding.UTF8.GetBytes(name, target);
        target.Write("=\""u8);
        WriteValue(target, value);
        target.Write("\""u8);
        return true;
    }

    /// <summary>The value as text between quotes in a selector: same escapes, same cut, so that a selector finds what was written.</summary>
    public static string ForSelector(string value) => Quoted(Stored(value));

    /// <summary>The value as it is stored: no control characters but line breaks, no halves of characters, not too long.</summary>
    public static string Stored(string value)
    {
        var clean = new StringBuilder(value.Length);
        var stored = 0;
        // EnumerateRunes gives U+FFFD for a lone surrogate.
        foreach (var rune in value.EnumerateRunes())
        {
            var safe = Safe(rune);
            stored += safe.Utf8SequenceLength;
            if (stored > LongestValue)
            {
                break;
            }

            clean.Append(safe.ToString());
        }

        return clean.ToString();
    }

    /// <summary>Escapes of a text between quotes in MetricsQL; it must be clean already.</summary>
    public static string Quoted(string clean)
        => clean.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static Rune Safe(Rune rune) => Rune.IsControl(rune) && rune.Value != '\n' ? Rune.ReplacementChar : rune;

    private static void WriteValue(IBufferWriter<byte> target, string value)
    {
        Span<byte> bytes = stackalloc byte[4];
        var stored = 0;
        // EnumerateRunes gives U+FFFD for a lone surrogate.
        foreach (var rune in value.EnumerateRunes())
        {
            var safe = Safe(rune);
            stored += safe.Utf8SequenceLength;
            if (stored > LongestValue)
            {
                return;
            }

            switch (safe.Value)
            {
                case '\\':
                    target.Write("\\\\"u8);
                    break;
                case '"':
                    target.Write("\\\""u8);
                    break;
                case '\n':
                    target.Write("\\n"u8);
                    break;
                default:
                    target.Write(bytes[..safe.EncodeToUtf8(bytes)]);
                    break;
            }
        }
    }
}
