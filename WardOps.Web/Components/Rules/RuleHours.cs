using System.Globalization;
using WardOps.Core.Calendar;

namespace WardOps.Web.Components.Rules;

/// <summary>A span of hours while a person writes it.</summary>
public sealed class RuleHours(WeekHours hours)
{
    public WeekDays Days { get; set; } = hours.Days;

    public string From { get; set; } = Text(hours.From);

    public string To { get; set; } = Text(hours.To);

    public bool IsRead => Read(From) is not null && Read(To) is not null;

    /// <summary>Nine to six on workdays.</summary>
    public static RuleHours Office => new(new WeekHours(WeekDays.Workdays, new TimeOnly(9, 0), new TimeOnly(18, 0)));

    public void Turn(WeekDays day) => Days ^= day;

    public WeekHours ToHours() => new(Days, Read(From) ?? default, Read(To) ?? default);

    private static TimeOnly? Read(string text) => TimeOnly.TryParseExact(text.Trim(), ["HH:mm", "HH:mm:ss", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
