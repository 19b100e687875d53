using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace WardOps.Web.Api;

/// <summary>How all JSON of WardOps looks: snake_case, times in UTC, Georgian as itself.</summary>
internal static class WireJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new UtcTimeConverter());
    }
}
