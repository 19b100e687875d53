using System.Globalization;
using System.Text.Json;

namespace WardOps.Core.History.Victoria;

/// <summary>Reads the server's JSON.</summary>
internal static class VictoriaAnswers
{
    /// <summary>The answer of query and of query_range.</summary>
    public static List<VictoriaSeries> Query(JsonElement root)
    {
        var all = new List<VictoriaSeries>();
        foreach (var item in root.GetProperty("data").GetProperty("result").EnumerateArray())
        {
            JsonElement[] points = item.TryGetProperty("values", out var many)
                ? [.. many.EnumerateArray()]
                : [item.GetProperty("value")];
            var times = new long[points.Length];
            var values = new double?[points.Length];
            for (var i = 0; i < points.Length; i++)
            {
                times[i] = (long)Math.Round(points[i][0].GetDouble() * 1000);
                values[i] = Number(points[i][1]);
            }

            all.Add(Series(item.GetProperty("metric"), times, values));
        }

        return all;
    }

    /// <summary>One line of export.</summary>
    public static VictoriaSeries Export(JsonElement line)
    {
        var times = line.GetProperty("timestamps").EnumerateArray().Select(t => t.GetInt64()).ToArray();
        var values = line.GetProperty("values").EnumerateArray().Select(Number).ToArray();
        return Series(line.GetProperty("metric"), times, values);
    }

    private static VictoriaSeries Series(JsonElement labels, long[] times, double?[] values)
    {
        var id = labels.TryGetProperty("device_id", out var text) && Guid.TryParse(text.GetString(), out var guid) ? guid : Guid.Empty;
        var name = labels.TryGetProperty("__name__", out var metric) ? metric.GetString() ?? "" : "";
        return new VictoriaSeries(id, name, times, values);
    }

    private static double? Number(JsonElement value)
    {
        var number = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => double.NaN,
        };
        return double.IsFinite(number) ? number : null;
    }
}
