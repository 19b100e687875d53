namespace WardOps.Core.Calendar;

/// <summary>From one time of the day to another on some days of the week.</summary>
/// <param name="Days">On which days it begins.</param>
/// <param name="From">First minute.</param>
/// <param name="To">First minute after it; not later than <paramref name="From"/> for one that ends on the next day, equal for a whole day.</param>
public sealed record WeekHours(WeekDays Days, TimeOnly From, TimeOnly To)
{
    /// <summary>Whether a time on the wall is within them.</summary>
    /// <param name="local">Date and time as a clock on the wall shows them.</param>
    public bool Contains(DateTime local)
    {
        var time = TimeOnly.FromDateTime(local);
        var today = Days.Has(local.DayOfWeek);
        if (From < To)
        {
            return today && time >= From && time < To;
        }

        return time >= From ? today : time < To && Days.Has((DayOfWeek)(((int)local.DayOfWeek + 6) % 7));
    }
}
