using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WardOps.Web.Api;

/// <summary>Times as RFC 3339 in UTC with <c>Z</c> and milliseconds: <c>2026-11-23T21:55:10.000Z</c>. Reads any offset.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[32];
        value.UtcDateTime.TryFormat(text, out var length, Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
