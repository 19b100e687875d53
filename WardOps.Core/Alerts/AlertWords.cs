using System.Text.Json;

namespace WardOps.Core.Alerts;

/// <summary>What the enumerations of alerts are called in addresses and in the API: snake_case.</summary>
public static class AlertWords
{
    /// <summary>The name of a value: <c>packet_loss</c>.</summary>
    public static string ToWire<T>(this T value)
        where T : struct, Enum
        => Names<T>.Of[value];

    /// <summary>All names, in the order of the values.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum
        => Names<T>.All;

    /// <summary>The value of a name; null if there is none such. A number is no name.</summary>
    public static T? Parse<T>(string? word)
        where T : struct, Enum
        => word is not null && Names<T>.ByName.TryGetValue(word, out var value) ? value : null;

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Of = Enum.GetValues<T>().ToDictionary(v => v, v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()));

        public static readonly IReadOnlyList<string> All = [.. Enum.GetValues<T>().Select(v => Of[v])];

        public static readonly Dictionary<string, T> ByName = Of.ToDictionary(p => p.Value, p => p.Key, StringComparer.OrdinalIgnoreCase);
    }
}
