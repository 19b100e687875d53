using System.Buffers;
using System.Globalization;

namespace WardOps.Core.History.Victoria;

/// <summary>
/// Lengths of time as VictoriaMetrics writes its flags: "10s", "1m30s", "500ms" (Go's time.Duration, nanoseconds aside), and of retentions also "30d", "1y", or a number
/// of months of 31 days (https://docs.victoriametrics.com/#retention). Pure.
/// </summary>
internal static class FlagValue
{
    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789.");

    private static readonly (string Unit, TimeSpan Length)[] s_units =
    [
        ("us", TimeSpan.FromMicroseconds(1)), ("µs", TimeSpan.FromMicroseconds(1)), ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)),
        ("d", TimeSpan.FromDays(1)), ("w", TimeSpan.FromDays(7)), ("y", TimeSpan.FromDays(365)),
    ];

    /// <summary>A length of time; null if it is none.</summary>
    public static TimeSpan? Duration(string? text)
    {
        var rest = text.AsSpan().Trim();
        if (rest is "0")
        {
            return TimeSpan.Zero;
        }

        var all = 0.0;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(s_digits);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            rest = rest[digits..];
            var letters = rest.IndexOfAny(s_digits);
            var unit = (letters < 0 ? rest : rest[..letters]).ToString();
            var length = Array.Find(s_units, u => u.Unit == unit).Length;
            if (length == default)
            {
                return null;
            }

            all += number * length.TotalSeconds;
            rest = letters < 0 ? [] : rest[letters..];
        }

        return text is null or "" || !double.IsFinite(all) || all >= TimeSpan.MaxValue.TotalSeconds ? null : TimeSpan.FromSeconds(all);
    }

    /// <summary>A retention; null if it is none.</summary>
    public static TimeSpan? Retention(string? text)
        => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var months)
            ? months < 1e5 ? TimeSpan.FromDays(31 * months) : TimeSpan.MaxValue
            : Duration(text);
}
