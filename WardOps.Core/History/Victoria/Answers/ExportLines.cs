using System.Runtime.CompilerServices;
using System.Text.Json;
using WardOps.Core.History.Victoria.Transport;

namespace WardOps.Core.History.Victoria.Answers;

/// <summary>Reads an export: one series a line.</summary>
internal static class ExportLines
{
    /// <summary>One series after the other, as they come. A series may come in several pieces, one after the other.</summary>
    public static async IAsyncEnumerable<VictoriaSeries> ReadAsync(VictoriaAnswer answer, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var parser = new SeriesParser();
        var searched = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var end = answer.Unread[searched..].IndexOf((byte)'\n');
            if (end < 0 && !answer.IsComplete)
            {
                searched = answer.Unread.Length;
                await answer.ReadMoreAsync().ConfigureAwait(false);
                continue;
            }

            // The last line may lack its end: whether it is whole, its braces tell.
            var length = end < 0 ? answer.Unread.Length : searched + end;
            if (!IsBlank(answer.Unread[..length]))
            {
                yield return Parse(answer, parser, length);
            }

            if (end < 0)
            {
                yield break;
            }

            answer.Advance(length + 1);
            searched = 0;
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.Trim(" \r\t"u8).IsEmpty;

    private static VictoriaSeries Parse(VictoriaAnswer answer, SeriesParser parser, int length)
    {
        var line = answer.Unread[..length];
        try
        {
            return Parse(parser, line);
        }
        catch (JsonException ex)
        {
            if (!OddNumbers.ToTexts(line))
            {
                throw answer.Faults.Unreadable(answer.Beginning(), ex);
            }
        }

        try
        {
            return Parse(parser, line);
        }
        catch (JsonException ex)
        {
            throw answer.Faults.Unreadable(answer.Beginning(), ex);
        }
    }

    private static VictoriaSeries Parse(SeriesParser parser, ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("a line is no object");
        }

        var series = parser.TryRead(ref reader) ?? throw new JsonException("a line breaks off");
        // Throws if anything follows.
        reader.Read();
        return series;
    }
}
