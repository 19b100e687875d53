using WardOps.Core.Calendar;

namespace WardOps.Web.Components.Notifications;

/// <summary>The fields of some hours of the week.</summary>
public sealed class HoursModel
{
    public WeekDays Days { get; set; } = WeekDays.Workdays;

    public TimeOnly From { get; set; } = new(9, 0);

    public TimeOnly To { get; set; } = new(18, 0);

    public static HoursModel Of(WeekHours hours) => new() { Days = hours.Days, From = hours.From, To = hours.To };

    public WeekHours ToHours() => new(Days, From, To);

    public void Turn(WeekDays day) => Days ^= day;
}
