namespace WardOps.Core.Calendar;

/// <summary>On which days of the calendar something takes place.</summary>
/// <param name="Kind">How the days are found.</param>
/// <param name="Days">Days of the week: some for weekly, one for the n-th of the month; ignored otherwise.</param>
/// <param name="Number">Day of the month from 1 to 31 (in a shorter month its last day), or which of its weekdays: 1 to 4, 5 for the last; ignored otherwise.</param>
public sealed record Recurrence(RecurrenceKind Kind, WeekDays Days = WeekDays.None, int Number = 0)
{
    /// <summary>The number by which the last one of a month is meant.</summary>
    public const int Last = 5;

    public static Recurrence Daily { get; } = new(RecurrenceKind.Daily);

    public static Recurrence Weekly(WeekDays days) => new(RecurrenceKind.Weekly, days);

    public static Recurrence MonthlyDay(int day) => new(RecurrenceKind.MonthlyDay, WeekDays.None, day);

    public static Recurrence MonthlyWeekday(int which, WeekDays day) => new(RecurrenceKind.MonthlyWeekday, day, which);

    public bool FallsOn(DateOnly day) => Kind switch
    {
        RecurrenceKind.Daily => true,
        RecurrenceKind.Weekly => Days.Has(day.DayOfWeek),
        RecurrenceKind.MonthlyDay => day.Day == Math.Min(Number, DateTime.DaysInMonth(day.Year, day.Month)),
        RecurrenceKind.MonthlyWeekday => Days.Has(day.DayOfWeek)
            && (Number == Last ? day.Day + 7 > DateTime.DaysInMonth(day.Year, day.Month) : ((day.Day - 1) / 7) + 1 == Number),
        _ => false,
    };

    internal string? Fault() => Kind switch
    {
        RecurrenceKind.Daily => null,
        RecurrenceKind.Weekly => (Days & WeekDays.All) == 0 || (Days & ~WeekDays.All) != 0 ? "Choose at least one day of the week." : null,
        RecurrenceKind.MonthlyDay => Number is < 1 or > 31 ? "The day of the month must be from 1 to 31." : null,
        RecurrenceKind.MonthlyWeekday => Number is < 1 or > Last || !IsOne(Days) ? $"Choose one day of the week, and which of the month: 1 to 4, or {Last} for the last one." : null,
        _ => "Choose how it comes again: daily, weekly or monthly.",
    };

    private static bool IsOne(WeekDays days) => days != 0 && (days & ~WeekDays.All) == 0 && (days & (days - 1)) == 0;
}
