using System.Globalization;

namespace WardOps.Web.Components.Format;

/// <summary>Figures as people read them. Pure; ticking.js says durations in the same words.</summary>
public static class Words
{
    /// <summary>The two largest units: "12 s", "2 h 15 min", "3 d 4 h".</summary>
    public static string Duration(TimeSpan span)
    {
        span = span < TimeSpan.Zero ? TimeSpan.Zero : span;
        return span switch
        {
            { TotalMinutes: < 1 } => Text($"{span.Seconds} s"),
            { TotalHours: < 1 } => Text($"{span.Minutes} min {span.Seconds} s"),
            { TotalDays: < 1 } => Text($"{span.Hours} h {span.Minutes} min"),
            _ => Text($"{(int)span.TotalDays} d {span.Hours} h"),
        };
    }

    /// <summary>Two digits behind the point, and never "100.00" for less than all: 99.998 is "99.99".</summary>
    public static string Percent(double? percent)
        => percent is { } p ? Text($"{(p < 100 ? Math.Min(Math.Floor(p * 100) / 100, 99.99) : 100):0.00} %") : "no data yet";

    public static string Ms(double? ms) => ms is { } value ? (value < 10 ? Text($"{value:0.00} ms") : Text($"{value:0.0} ms")) : "–";

    public static string Loss(double? percent) => percent is { } value ? Text($"{value:0} %") : "–";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
