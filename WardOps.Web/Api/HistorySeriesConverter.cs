using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using WardOps.Core.History;

namespace WardOps.Web.Api;

/// <summary>
/// Writes the points of a history straight from its arrays: a day of rounds is 34,560 of them, and an object for each would cost more than all
/// the rest of the answer.
/// </summary>
internal sealed class HistorySeriesConverter : JsonConverter<DeviceHistoryReply.Series>
{
    /// <summary>Of <c>2026-11-23T21:55:10.000Z</c>.</summary>
    private const int TimeLength = 24;

    private const int Decimals = 3;

    private static readonly JsonEncodedText s_time = JsonEncodedText.Encode("time");

    public override DeviceHistoryReply.Series Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => throw new NotSupportedException("Nobody sends a history to WardOps.");

    public override void Write(Utf8JsonWriter writer, DeviceHistoryReply.Series value, JsonSerializerOptions options)
    {
        var history = value.History;
        var times = ArrayPool<byte>.Shared.Rent(history.Range.Points * TimeLength);
        try
        {
            FormatTimes(history.Range, times);
            writer.WriteStartObject();
            writer.WriteNumber("step_seconds"u8, history.Range.Step.TotalSeconds);
            WritePoints(writer, "status"u8, JsonEncodedText.Encode("status"), times, history.Status);
            WritePoints(writer, "response_time"u8, JsonEncodedText.Encode("rtt_ms"), times, history.RttMs);
            WritePoints(writer, "packet_loss"u8, JsonEncodedText.Encode("percent"), times, history.LossPercent);
            WritePoints(writer, "jitter"u8, JsonEncodedText.Encode("jitter_ms"), times, history.JitterMs);
            writer.WriteEndObject();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(times);
        }
    }

    private static void WritePoints(Utf8JsonWriter writer, ReadOnlySpan<byte> series, JsonEncodedText name, byte[] times, double?[] values)
    {
        writer.WriteStartArray(series);
        for (var i = 0; i < values.Length; i++)
        {
            writer.WriteStartObject();
            writer.WriteString(s_time, times.AsSpan(i * TimeLength, TimeLength));
            if (values[i] is { } value)
            {
                writer.WriteNumber(name, Math.Round(value, Decimals));
            }
            else
            {
                writer.WriteNull(name);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>All four series have the same times: they are made text once.</summary>
    private static void FormatTimes(HistoryRange range, Span<byte> target)
    {
        Span<byte> text = stackalloc byte[32];
        for (var i = 0; i < range.Points; i++)
        {
            // 2026-11-23T21:55:10.0000000Z, of which the last four decimals go.
            range.TimeOf(i).UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
            text[..(TimeLength - 1)].CopyTo(target[(i * TimeLength)..]);
            target[((i + 1) * TimeLength) - 1] = (byte)'Z';
        }
    }
}
