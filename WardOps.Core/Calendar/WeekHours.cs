namespace WardOps.Core.Calendar;

/// <summary>From one time of the day to another on some days of the week.</summary>
/// <param name="Days">On which days it begins.</param>
/// <param name="From">First minute.</param>
/// <param name="To">First minute after it; not later than <paramref name="From"/> for one that ends on the next day, equal for a whole day.</param>
public sealed record WeekHours(WeekDays Days, TimeOnly From, TimeOnly To);
