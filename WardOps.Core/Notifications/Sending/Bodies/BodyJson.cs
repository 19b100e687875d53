using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace WardOps.Core.Notifications.Sending.Bodies;

/// <summary>JSON as it goes out: Georgian as itself, what could be markup escaped.</summary>
internal static class BodyJson
{
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Write(JsonNode node) => node.ToJsonString(s_options);

    /// <summary>RFC 3339 in UTC.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public static JsonArray Array(IEnumerable<JsonNode?> items) => new([.. items]);
}
