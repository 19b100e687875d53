namespace WardOps.Core.Calendar;

public static class WeekDaysOf
{
    public static WeekDays Of(DayOfWeek day) => day == DayOfWeek.Sunday ? WeekDays.Sunday : (WeekDays)(1 << ((int)day - 1));

    public static bool Has(this WeekDays days, DayOfWeek day) => (days & Of(day)) != 0;
}
