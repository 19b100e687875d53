namespace WardOps.Core.History.Victoria.Answers;

/// <summary>
/// VictoriaMetrics 1.79 writes infinities into an export as they are (+Inf), which is no JSON. One such sample, from whoever wrote it, must not
/// make all the others unreadable.
/// </summary>
internal static class OddNumbers
{
    /// <summary>Turns NaN, Inf, +Inf, -Inf and Infinity outside texts into empty texts of the same length, which are read as no value.</summary>
    /// <returns>Whether there were any.</returns>
    public static bool ToTexts(Span<byte> json)
    {
        var (found, inText) = (false, false);
        for (var i = 0; i < json.Length; i++)
        {
            switch (json[i])
            {
                case (byte)'\\' when inText:
                    i++;
                    break;
                case (byte)'"':
                    inText = !inText;
                    break;
                case (byte)'+' or (byte)'-' or (byte)'I' or (byte)'N' when !inText && LengthOf(json[i..]) is > 0 and var length:
                    json.Slice(i, length).Fill((byte)' ');
                    json[i] = json[i + 1] = (byte)'"';
                    i += length - 1;
                    found = true;
                    break;
            }
        }

        return found;
    }

    private static int LengthOf(ReadOnlySpan<byte> text)
    {
        var sign = text[0] is (byte)'+' or (byte)'-' ? 1 : 0;
        var word = text[sign..];
        return word.StartsWith("Infinity"u8) ? sign + 8
            : word.StartsWith("Inf"u8) ? sign + 3
            : sign == 0 && word.StartsWith("NaN"u8) ? 3 : 0;
    }
}
