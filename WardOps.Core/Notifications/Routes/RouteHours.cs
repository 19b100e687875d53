using WardOps.Core.Calendar;

namespace WardOps.Core.Notifications.Routes;

/// <summary>Whether a route may tell now. Pure.</summary>
internal static class RouteHours
{
    /// <summary>By the wall clock of the zone, over both changes of daylight saving. A zone that this machine does not know is taken for UTC.</summary>
    public static bool IsOpen(WeeklySchedule schedule, DateTimeOffset at)
    {
        if (schedule.IsAlways)
        {
            return true;
        }

        var wall = TimeZoneInfo.ConvertTime(at, Zone(schedule.Zone));
        var time = TimeOnly.FromTimeSpan(wall.TimeOfDay);
        return schedule.Hours.Any(h => h.From < h.To
            ? IsOn(h, wall.DayOfWeek) && time >= h.From && time < h.To
            : (IsOn(h, wall.DayOfWeek) && time >= h.From) || (IsOn(h, wall.AddDays(-1).DayOfWeek) && time < h.To));
    }

    public static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    private static bool IsOn(WeekHours hours, DayOfWeek day) => hours.Days.HasFlag(day switch
    {
        DayOfWeek.Monday => WeekDays.Monday,
        DayOfWeek.Tuesday => WeekDays.Tuesday,
        DayOfWeek.Wednesday => WeekDays.Wednesday,
        DayOfWeek.Thursday => WeekDays.Thursday,
        DayOfWeek.Friday => WeekDays.Friday,
        DayOfWeek.Saturday => WeekDays.Saturday,
        _ => WeekDays.Sunday,
    });
}
