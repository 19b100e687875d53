using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace WardOps.Core.Devices;

/// <summary>Tags as they are stored: a JSON array of words. What cannot be read is no tags: one bad row must not keep the fleet unwatched.</summary>
internal sealed class DeviceTagsText() : ValueConverter<DeviceTags, string>(tags => Write(tags), text => Read(text))
{
    // The column is read by people too, and is never part of a page.
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(DeviceTags tags) => JsonSerializer.Serialize(tags.Words, s_options);

    public static DeviceTags Read(string text)
    {
        try
        {
            return DeviceTags.Of(JsonSerializer.Deserialize<string?[]>(text)?.OfType<string>() ?? []);
        }
        catch (JsonException)
        {
            return DeviceTags.None;
        }
    }
}
