using System.Globalization;

namespace WardOps.Web.Components.Reports;

/// <summary>The ranges that can be chosen. Months, and ends that are typed in, are in the zone of the browser. Pure.</summary>
public static class ReportRanges
{
    public const string Day = "24h";
    public const string Month = "30d";
    public const string ThisMonth = "this-month";
    public const string LastMonth = "last-month";
    public const string Custom = "custom";

    /// <summary>How a <c>datetime-local</c> field of a browser says a time.</summary>
    private const string Local = "yyyy-MM-ddTHH:mm";

    /// <summary>The words of the address, and what people read.</summary>
    public static IReadOnlyList<(string Word, string Title)> Words { get; } =
    [
        (Day, "24 h"), ("7d", "7 d"), (Month, "30 d"), (ThisMonth, "This month"), (LastMonth, "Last month"), (Custom, "From … to"),
    ];

    /// <summary>The ends of what the query asks for, as the API would be asked for them; nulls for a custom range whose ends are not chosen yet.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="now">The time it is.</param>
    /// <param name="zone">Where months begin at midnight.</param>
    public static (string? TimeRange, string? From, string? To) Of(ReportQuery query, DateTimeOffset now, TimeZoneInfo zone)
    {
        var here = TimeZoneInfo.ConvertTime(now, zone);
        var month = new DateTime(here.Year, here.Month, 1, 0, 0, 0, DateTimeKind.Unspecified);
        return query.Range switch
        {
            ThisMonth => (null, Rfc(At(month, zone)), null),
            LastMonth => (null, Rfc(At(month.AddMonths(-1), zone)), Rfc(At(month, zone))),
            Custom => (null, query.From, query.To),
            var length => (length, null, null),
        };
    }

    /// <summary>The moment that a clock in the zone shows so. Of an hour that comes twice it is the later one; an hour that is left out is moved past the gap.</summary>
    public static DateTimeOffset At(DateTime local, TimeZoneInfo zone) => new(local, zone.GetUtcOffset(local));

    /// <summary>What was typed into a field of the browser; null if it is no time.</summary>
    public static DateTimeOffset? Read(string? field, TimeZoneInfo zone)
        => DateTime.TryParseExact(field, [Local, Local + ":ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            && local.Year is > 1970 and < 9990
            ? At(local, zone)
            : null;

    /// <summary>A moment of the address; null if it is none.</summary>
    public static DateTimeOffset? Moment(string? text)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time)
            && time.Year is > 1970 and < 9990
            ? time
            : null;

    /// <summary>A moment for a field of the browser, to the minute.</summary>
    public static string Field(DateTimeOffset time, TimeZoneInfo zone)
        => TimeZoneInfo.ConvertTime(time, zone).ToString(Local, CultureInfo.InvariantCulture);

    /// <summary>A moment for people: "24 Nov 2026, 15:00:10".</summary>
    public static string Said(DateTimeOffset time, TimeZoneInfo zone)
        => TimeZoneInfo.ConvertTime(time, zone).ToString("d MMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>As the API and the address of the page have it.</summary>
    public static string Rfc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The range of a device's page that shows the most of what a report of that length showed, without going far beyond.</summary>
    public static string OfDevicePage(TimeSpan length) => length switch
    {
        { TotalHours: < 25 } => Day,   // a report is a round longer than it was asked for
        { TotalDays: < 8 } => "7d",
        _ => Month,
    };

    /// <summary>The zone that a browser names; UTC for one that this machine does not know.</summary>
    public static TimeZoneInfo ZoneOf(string? name)
        => name is { Length: > 0 and < 100 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>"Asia/Tbilisi (UTC+04:00)".</summary>
    public static string NameOf(TimeZoneInfo zone, DateTimeOffset now)
    {
        var offset = zone.GetUtcOffset(now);
        return zone == TimeZoneInfo.Utc
            ? "UTC"
            : string.Create(CultureInfo.InvariantCulture, $"{zone.Id} (UTC{(offset < TimeSpan.Zero ? "-" : "+")}{offset:hh\\:mm})");
    }
}
