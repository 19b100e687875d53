using System.Text;
using System.Text.Json;

namespace WardOps.Core.History.Victoria.Answers;

/// <summary>Texts of an answer. VictoriaMetrics stores a label that is no valid UTF-8 as it came, and gives it back so.</summary>
internal static class JsonText
{
    /// <summary>The text at which the reader stands; what is no character is U+FFFD.</summary>
    /// <exception cref="JsonException">Half of a character in escapes.</exception>
    public static string Of(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Decoding replaces what is no character; the escapes are still to be read.
            var text = new Utf8JsonReader(Encoding.UTF8.GetBytes($"\"{Encoding.UTF8.GetString(reader.ValueSpan)}\""));
            text.Read();
            try
            {
                return text.GetString()!;
            }
            catch (InvalidOperationException ex)
            {
                throw new JsonException("a text has half a character in it", ex);
            }
        }
    }
}
