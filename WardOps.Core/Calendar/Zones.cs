using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace WardOps.Core.Calendar;

/// <summary>Time zones by their IANA names, from the system's time zone database.</summary>
public static class Zones
{
    private const int LongestName = 64;

    private static readonly Lazy<ImmutableArray<string>> s_names = new(() =>
        [.. TimeZoneInfo.GetSystemTimeZones().Where(z => z.HasIanaId).Select(z => z.Id).Append("UTC").Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>The names that this machine knows, in order.</summary>
    public static ImmutableArray<string> Names => s_names.Value;

    /// <summary>Finds a zone by its IANA name. Names of Windows and abbreviations are refused: they are not the same everywhere.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('/' or '_' or '-' or '+')))
        {
            return false;   // the name becomes part of a path
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone) && (zone.HasIanaId || name == "UTC");
    }

    /// <summary>What is wrong with the name of a zone, in words; null if nothing is.</summary>
    public static string? Fault(string? name) => TryFind(name, out _) ? null
        : string.IsNullOrWhiteSpace(name) ? "A time zone is needed: its IANA name, such as Asia/Tbilisi."
        : $"The time zone '{(name.Length > LongestName ? name[..LongestName] + "..." : name)}' is not known here. Use an IANA name, such as Asia/Tbilisi; if it is one, the system's time zone data (tzdata) are missing or too old.";

    /// <summary>The zone of that name; UTC if it is not known, so that what was saved on another machine still has hours.</summary>
    public static TimeZoneInfo FindOrUtc(string name) => TryFind(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
