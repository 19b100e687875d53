using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace WardOps.Core.History.Victoria;

/// <summary>
/// Writes any samples as Prometheus text, by the rules of <see cref="SampleEncoder"/>. VictoriaMetrics answers 204 to what it throws away, so
/// whatever it would throw away is refused here, in words.
/// </summary>
/// <param name="retention">How far back the server keeps samples.</param>
/// <param name="compress">Whether bodies are gzipped.</param>
internal sealed class SampleText(TimeSpan retention, bool compress)
{
    /// <summary>Longest line that the server takes, in bytes; a longer one fails the whole body.</summary>
    public const int LongestLine = 262_144;

    /// <summary>Labels of a series with its name; beyond it the server cuts some off, and two series may become one.</summary>
    public const int MostLabels = 30;

    private const int BodyBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan s_ahead = TimeSpan.FromDays(1);

    /// <exception cref="ArgumentException">A name that the server would not understand, a label twice, too many labels, or a line too long.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value that is not finite, or a time that the server would not keep.</exception>
    public void Check(VictoriaSample sample, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (!IsName(sample.Metric, withColons: true))
        {
            throw new ArgumentException($"A metric is named with letters, digits, _ and :, no digit first; this one is '{sample.Metric}'.", nameof(sample));
        }

        if (sample.Labels.FirstOrDefault(label => !IsName(label.Key, withColons: false) || label.Key == "__name__") is { Key: not null } odd)
        {
            throw new ArgumentException($"A label is named with letters, digits and _, no digit first, and not __name__; this one is '{odd.Key}'.", nameof(sample));
        }

        if (sample.Labels.GroupBy(label => label.Key).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"A series has each label once; '{twice.Key}' is there twice.", nameof(sample));
        }

        if (sample.Labels.Count >= MostLabels)
        {
            throw new ArgumentException(
                Say($"A series has at most {MostLabels - 1} labels beside its name; this one has {sample.Labels.Count}."), nameof(sample));
        }

        if (!double.IsFinite(sample.Value))
        {
            throw new ArgumentOutOfRangeException(
                nameof(sample), sample.Value, "A value must be finite: NaN is not stored, and an infinity makes the series unreadable. What is not known is not written.");
        }

        var earliest = now - DateTimeOffset.UnixEpoch > retention ? now - retention : DateTimeOffset.UnixEpoch;
        if (sample.At < earliest || sample.At > now + s_ahead)
        {
            throw new ArgumentOutOfRangeException(
                nameof(sample),
                sample.At,
                Say($"A sample must be of {earliest:u} (VICTORIA_RETENTION_PERIOD) to {now + s_ahead:u} (a day ahead): others are dropped without a word. Is a clock wrong?"));
        }
    }

    /// <summary>Bodies of a few megabytes of text, in order.</summary>
    public IEnumerable<(ReadOnlyMemory<byte> Body, bool IsGzip)> Bodies(IEnumerable<VictoriaSample> samples)
    {
        var text = new ArrayBufferWriter<byte>(16 * 1024);
        foreach (var sample in samples)
        {
            Write(text, sample);
            if (text.WrittenCount >= BodyBytes)
            {
                yield return Body(text);
                text.ResetWrittenCount();
            }
        }

        if (text.WrittenCount > 0)
        {
            yield return Body(text);
        }
    }

    private static bool IsName(string name, bool withColons)
        => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_' || (withColons && c == ':'));

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Write(ArrayBufferWriter<byte> text, VictoriaSample sample)
    {
        var before = text.WrittenCount;
        Encoding.UTF8.GetBytes(sample.Metric, text);
        text.Write("{"u8);
        var isFirst = true;
        foreach (var (name, value) in sample.Labels)
        {
            isFirst &= !LabelText.TryWrite(text, name, value, isFirst);
        }

        text.Write("} "u8);
        Utf8Formatter.TryFormat(sample.Value, text.GetSpan(40), out var written);
        text.Advance(written);
        text.Write(" "u8);
        Utf8Formatter.TryFormat(sample.At.ToUnixTimeMilliseconds(), text.GetSpan(24), out written);
        text.Advance(written);
        if (text.WrittenCount - before > LongestLine)
        {
            throw new ArgumentException(Say($"The labels of a sample of '{sample.Metric}' are longer than the {LongestLine} bytes that a line may have."), nameof(sample));
        }

        text.Write("\n"u8);
    }

    private (ReadOnlyMemory<byte> Body, bool IsGzip) Body(ArrayBufferWriter<byte> text)
    {
        if (!compress)
        {
            return (text.WrittenSpan.ToArray(), false);
        }

        using var packed = new MemoryStream((text.WrittenCount / 8) + 256);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(text.WrittenSpan);
        }

        return (packed.ToArray(), true);
    }
}
