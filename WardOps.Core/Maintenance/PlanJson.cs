using System.Globalization;
using WardOps.Core.Calendar;

namespace WardOps.Core.Maintenance;

/// <summary>A plan as it is written in the store and in the API: words, numbers and times, all of them optional until they are checked.</summary>
/// <param name="Kind">once, daily, weekly, monthly_day or monthly_weekday.</param>
/// <param name="From">Of once: its first instant.</param>
/// <param name="To">Of once: the first instant after it.</param>
/// <param name="Weekdays">Of weekly, and the one of monthly_weekday: monday to sunday.</param>
/// <param name="Day">Of monthly_day: 1 to 31, in a shorter month its last day.</param>
/// <param name="Which">Of monthly_weekday: 1 to 4, or 5 for the last.</param>
/// <param name="Start">Of all that come again: time on the wall, such as 22:00.</param>
/// <param name="Minutes">How long, by the clock on the wall.</param>
/// <param name="Zone">IANA time zone.</param>
/// <param name="FirstDay">The first day on which it may begin.</param>
/// <param name="LastDay">The last one; null for one without end.</param>
public sealed record PlanJson(
    string? Kind,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    IReadOnlyList<string>? Weekdays = null,
    int? Day = null,
    int? Which = null,
    string? Start = null,
    int? Minutes = null,
    string? Zone = null,
    string? FirstDay = null,
    string? LastDay = null)
{
    private const string DayFormat = "yyyy-MM-dd";

    public static PlanJson Of(WindowPlan plan)
    {
        if (plan is OneOffPlan once)
        {
            return new PlanJson("once", once.From.ToUniversalTime(), once.To.ToUniversalTime());
        }

        var recurring = (RecurringPlan)plan;
        var days = recurring.Days;
        var json = new PlanJson(
            "daily",
            Start: recurring.Start.ToString("HH:mm", CultureInfo.InvariantCulture),
            Minutes: (int)recurring.Length.TotalMinutes,
            Zone: recurring.Zone,
            FirstDay: recurring.FirstDay.ToString(DayFormat, CultureInfo.InvariantCulture),
            LastDay: recurring.LastDay?.ToString(DayFormat, CultureInfo.InvariantCulture));
        return days.Kind switch
        {
            RecurrenceKind.Weekly => json with { Kind = "weekly", Weekdays = WeekDayNames.Of(days.Days) },
            RecurrenceKind.MonthlyDay => json with { Kind = "monthly_day", Day = days.Number },
            RecurrenceKind.MonthlyWeekday => json with { Kind = "monthly_weekday", Weekdays = WeekDayNames.Of(days.Days), Which = days.Number },
            _ => json,
        };
    }

    /// <summary>The plan, not yet checked for sense; null if it cannot be read.</summary>
    /// <param name="faults">Told what cannot be read, in words.</param>
    public WindowPlan? Read(List<string> faults)
    {
        var before = faults.Count;
        if (Kind == "once")
        {
            if (From is not { } from || To is not { } to)
            {
                faults.Add("A plan that takes place once needs from and to, such as 2026-07-01T22:00:00Z.");
                return null;
            }

            return new OneOffPlan(from, to);
        }

        Recurrence? days = Kind switch
        {
            "daily" => Recurrence.Daily,
            "weekly" => Recurrence.Weekly(Days(faults)),
            "monthly_day" => Recurrence.MonthlyDay(Day ?? 0),
            "monthly_weekday" => Recurrence.MonthlyWeekday(Which ?? 0, Days(faults)),
            _ => null,
        };
        if (days is null)
        {
            faults.Add("The kind of a plan must be once, daily, weekly, monthly_day or monthly_weekday.");
            return null;
        }

        var start = TimeOnly.TryParseExact(Start, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : Unread<TimeOnly>("start must be a time such as 22:00.", faults);
        var minutes = Minutes is { } length and > 0 and <= 100_000 ? length : Unread<int>("minutes must be how long it lasts, at least 1.", faults);
        var first = DateOf(FirstDay) ?? Unread<DateOnly>("first_day must be a day such as 2026-07-01.", faults);
        var last = LastDay is null ? null : DateOf(LastDay) ?? Unread<DateOnly?>("last_day must be a day such as 2026-07-31, or null.", faults);
        return faults.Count > before ? null : new RecurringPlan(days, start, TimeSpan.FromMinutes(minutes), Zone ?? "", first, last);
    }

    private static DateOnly? DateOf(string? text) => DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static T Unread<T>(string why, List<string> faults)
    {
        faults.Add(why);
        return default!;
    }

    private WeekDays Days(List<string> faults)
    {
        var days = WeekDays.None;
        foreach (var word in Weekdays ?? [])
        {
            var day = WeekDayNames.Each.FirstOrDefault(d => string.Equals(d.ToString(), word?.Trim(), StringComparison.OrdinalIgnoreCase));
            if (day == WeekDays.None)
            {
                faults.Add("weekdays must be of monday, tuesday, wednesday, thursday, friday, saturday and sunday.");
                break;
            }

            days |= day;
        }

        return days;
    }
}
