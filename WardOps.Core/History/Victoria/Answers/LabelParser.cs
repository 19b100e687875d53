using System.Text.Json;

namespace WardOps.Core.History.Victoria.Answers;

/// <summary>
/// Reads the labels of one series after the other. Neighbours share most of their texts (names of labels, branch, region), so what the series
/// before had in the same place is used again. Not thread-safe.
/// </summary>
internal sealed class LabelParser
{
    private readonly List<KeyValuePair<string, string>> _before = [];
    private readonly List<KeyValuePair<string, string>> _now = [];

    public Guid DeviceId { get; private set; }

    /// <summary>Metric name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>All others.</summary>
    public KeyValuePair<string, string>[] All { get; private set; } = [];

    /// <summary>Reads the object that comes next; false if it is not all there yet.</summary>
    public bool TryRead(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return false;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("the labels of a series are no object");
        }

        _now.Clear();
        var (id, name) = (Guid.Empty, "");
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                (DeviceId, Name, All) = (id, name, [.. _now]);
                _before.Clear();
                _before.AddRange(_now);
                return true;
            }

            if (reader.ValueTextEquals("__name__"u8))
            {
                if (!TryReadValue(ref reader, Name, out name))
                {
                    return false;
                }

                continue;
            }

            var likely = _now.Count < _before.Count ? _before[_now.Count] : default;
            var key = Same(ref reader, likely.Key);
            if (!TryReadValue(ref reader, likely.Value, out var value))
            {
                return false;
            }

            if (key == "device_id" && Guid.TryParse(value, out var guid))
            {
                id = guid;
            }

            _now.Add(new(key, value));
        }

        return false;
    }

    private static bool TryReadValue(ref Utf8JsonReader reader, string? likely, out string value)
    {
        value = "";
        if (!reader.Read())
        {
            return false;
        }

        value = reader.TokenType == JsonTokenType.String ? Same(ref reader, likely) : throw new JsonException("a label is no text");
        return true;
    }

    private static string Same(ref Utf8JsonReader reader, string? likely)
        => likely is not null && reader.ValueTextEquals(likely) ? likely : JsonText.Of(ref reader);
}
