using System.Globalization;
using System.Text;
using WardOps.Core.Alerts;
using WardOps.Core.Calendar;

namespace WardOps.Core.Notifications.Messages;

/// <summary>The words of a message, without the markup of any channel. Pure.</summary>
internal static class PlainWords
{
    /// <summary>One line without anything that could end it, turn it round or stand for markup of a header; cut to a length.</summary>
    public static string OneLine(string text, int most)
    {
        var line = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (line.Length >= most - 2)
            {
                line.Append('…');
                break;
            }

            // Controls, line and paragraph separators; format characters may turn the rest of a line round. Halves of characters have become U+FFFD.
            _ = category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format
                ? line.Append(' ')
                : line.Append(rune.ToString());
        }

        return line.ToString().Trim();
    }

    /// <summary>What the message says of the alert, in a word or two.</summary>
    public static string Label(MessageAlert alert) => alert.What switch
    {
        Telling.Closed => "Over",
        Telling.Brief => "Over already",
        Telling.Worse => $"Worse, now {Severity(alert.Severity)}",
        Telling.Acknowledged => $"Acknowledged by {OneLine(alert.By ?? "somebody", 60)}",
        Telling.Reminder => $"Reminder, {Severity(alert.Severity)}",
        Telling.Escalation => $"Nobody has acknowledged it, {Severity(alert.Severity)}",
        _ => Capital(Severity(alert.Severity)),
    };

    /// <summary>When it began, opened and ended, and how long it took.</summary>
    public static string Times(MessageAlert alert, Message message)
    {
        var zone = Zones.FindOrUtc(message.Zone);
        var text = new StringBuilder($"Since {At(alert.Since, zone)}");
        if (alert.ClosedAt is { } closed)
        {
            var ended = alert.EndedAt ?? closed;
            text.Append(CultureInfo.InvariantCulture, $", over {At(ended, zone)}, after {Span(ended - alert.Since)}");
        }
        else if (message.At - alert.Since >= TimeSpan.FromMinutes(1))
        {
            text.Append(CultureInfo.InvariantCulture, $", for {Span(message.At - alert.Since)}");
        }

        return text.Append(CultureInfo.InvariantCulture, $" ({message.Zone})").ToString();
    }

    /// <summary>Address, type, branch and region, as far as they are known; empty if nothing is.</summary>
    public static string Place(MessageAlert alert)
        => string.Join(" · ", new[] { alert.Ip, alert.DeviceType, alert.Branch, alert.Region }.Where(p => p.Length > 0).Distinct().Select(p => OneLine(p, 100)));

    /// <summary>The devices of an incident; null for other alerts.</summary>
    public static string? Devices(MessageAlert alert)
        => alert.Devices.IsDefaultOrEmpty ? null : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", alert.Devices)}{(alert.MoreDevices > 0 ? $" and {alert.MoreDevices} more" : "")}");

    public static string Severity(AlertSeverity severity) => severity.ToString().ToLowerInvariant();

    /// <summary>The two largest units, the second one only if it is not nothing: "12 s", "5 min", "2 h 15 min".</summary>
    public static string Span(TimeSpan span)
    {
        span = span < TimeSpan.Zero ? TimeSpan.Zero : span;
        return span switch
        {
            { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Seconds} s"),
            { TotalHours: < 1 } => Units(span.Minutes, "min", span.Seconds, "s"),
            { TotalDays: < 1 } => Units(span.Hours, "h", span.Minutes, "min"),
            _ => Units((int)span.TotalDays, "d", span.Hours, "h"),
        };
    }

    public static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];

    private static string Units(int large, string largeUnit, int small, string smallUnit)
        => string.Create(CultureInfo.InvariantCulture, $"{large} {largeUnit}{(small > 0 ? string.Create(CultureInfo.InvariantCulture, $" {small} {smallUnit}") : "")}");

    private static string At(DateTimeOffset time, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
