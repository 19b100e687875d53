namespace WardOps.Core.Calendar;

/// <summary>On which days something comes again.</summary>
public enum RecurrenceKind : byte
{
    /// <summary>Every day.</summary>
    Daily = 0,

    /// <summary>On some days of the week.</summary>
    Weekly = 1,

    /// <summary>On one day of the month, by its number.</summary>
    MonthlyDay = 2,

    /// <summary>On one day of the month, by its day of the week: the first Sunday, the last Friday.</summary>
    MonthlyWeekday = 3,
}
