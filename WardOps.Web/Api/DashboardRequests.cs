using WardOps.Core.Status;

namespace WardOps.Web.Api;

/// <summary>What the questions of the dashboard have in common.</summary>
internal static class DashboardRequests
{
    /// <summary>The region asked for, null for all; a fault if no device is there.</summary>
    public static string? Region(string? region, Board board, List<string> faults)
    {
        region = string.IsNullOrWhiteSpace(region) ? null : region;
        if (region is not null && board.Catalog.Devices.All(d => d.Region != region))
        {
            faults.Add($"There is no region '{Short(region)}'.");
        }

        return region;
    }

    /// <summary>One of the words; the first if none was given.</summary>
    public static string Word(string? text, string name, IReadOnlyList<string> words, List<string> faults)
    {
        if (string.IsNullOrEmpty(text))
        {
            return words[0];
        }

        if (!words.Contains(text, StringComparer.Ordinal))
        {
            faults.Add($"{name} must be one of {string.Join(", ", words)}; it is '{Short(text)}'.");
        }

        return text;
    }

    /// <summary>A zone of the IANA list; UTC if none was given.</summary>
    public static TimeZoneInfo Zone(string? name, List<string> faults)
    {
        if (string.IsNullOrEmpty(name))
        {
            return TimeZoneInfo.Utc;
        }

        // Zones are files: only what can be the name of one is looked for.
        var isName = name.Length <= 64 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');
        if (isName && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            return zone;
        }

        faults.Add($"time_zone must be a name such as Asia/Tbilisi; '{Short(name)}' is not known here.");
        return TimeZoneInfo.Utc;
    }

    private static string Short(string text) => text.Length > 64 ? text[..64] : text;
}
