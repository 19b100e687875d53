using System.Globalization;
using WardOps.Core.Calendar;
using WardOps.Core.Devices.Scopes;
using WardOps.Core.Maintenance;

namespace WardOps.Web.Components.Maintenance;

/// <summary>A maintenance window as it stands in the fields of a form: text that may be wrong.</summary>
public sealed class WindowForm
{
    private const string Local = "yyyy-MM-ddTHH:mm";
    private const string Day = "yyyy-MM-dd";

    public string Name { get; set; } = "";

    public string Reason { get; set; } = "";

    public DeviceScope Scope { get; set; } = DeviceScope.All;

    /// <summary>Null for once.</summary>
    public RecurrenceKind? Kind { get; set; }

    public string Zone { get; set; } = "UTC";

    public string From { get; set; } = "";

    public string To { get; set; } = "";

    public WeekDays Days { get; set; } = WeekDays.Sunday;

    public string Number { get; set; } = "1";

    public string Start { get; set; } = "22:00";

    public string Hours { get; set; } = "8";

    public string Minutes { get; set; } = "0";

    public string FirstDay { get; set; } = "";

    public string LastDay { get; set; } = "";

    public bool Enabled { get; set; } = true;

    /// <summary>An empty form: two hours from the next full quarter of an hour.</summary>
    public static WindowForm New(DateTimeOffset now, TimeZoneInfo zone)
    {
        var here = LocalTimes.Of(now, zone);
        var quarter = here.Date.AddMinutes(15 * Math.Ceiling(here.TimeOfDay.TotalMinutes / 15));
        return new WindowForm { Zone = zone.Id, From = Text(quarter), To = Text(quarter.AddHours(2)), FirstDay = here.ToString(Day, CultureInfo.InvariantCulture) };
    }

    public static WindowForm Of(MaintenanceWindow window, DateTimeOffset now, TimeZoneInfo zone)
    {
        var form = New(now, zone);
        (form.Name, form.Reason, form.Scope, form.Enabled) = (window.Name, window.Reason, window.Scope, window.Enabled);
        if (window.Plan is OneOffPlan once)
        {
            (form.From, form.To) = (Text(LocalTimes.Of(once.From, zone)), Text(LocalTimes.Of(once.To, zone)));
        }
        else if (window.Plan is RecurringPlan plan)
        {
            (form.Kind, form.Zone, form.Start) = (plan.Days.Kind, plan.Zone, plan.Start.ToString("HH:mm", CultureInfo.InvariantCulture));
            (form.Hours, form.Minutes) = (Text((int)plan.Length.TotalHours), Text(plan.Length.Minutes));
            form.Days = plan.Days.Days == WeekDays.None ? form.Days : plan.Days.Days;
            form.Number = Text(Math.Max(1, plan.Days.Number));
            (form.FirstDay, form.LastDay) = (plan.FirstDay.ToString(Day, CultureInfo.InvariantCulture), plan.LastDay?.ToString(Day, CultureInfo.InvariantCulture) ?? "");
        }

        return form;
    }

    public MaintenanceDraft? Read(List<string> faults) => Plan(faults) is { } plan ? new MaintenanceDraft(Name, Reason, Scope, plan, Enabled) : null;

    /// <summary>Null if the fields cannot be read.</summary>
    public WindowPlan? Plan(List<string> faults)
    {
        var before = faults.Count;
        if (Kind is not { } kind)
        {
            if (Zones.Fault(Zone) is { } fault)
            {
                faults.Add(fault);
            }

            var (from, to) = (Moment(From), Moment(To));
            if (from is null || to is null)
            {
                faults.Add("Its begin and its end must be a day and a time.");
            }

            var zone = Zones.FindOrUtc(Zone);
            return faults.Count > before ? null : new OneOffPlan(LocalTimes.InstantOf(from!.Value, zone), LocalTimes.InstantOf(to!.Value, zone));
        }

        var number = Whole(Number, "The number of the day", faults);
        var days = kind switch
        {
            RecurrenceKind.Weekly => Recurrence.Weekly(Days),
            RecurrenceKind.MonthlyDay => Recurrence.MonthlyDay(number),
            RecurrenceKind.MonthlyWeekday => Recurrence.MonthlyWeekday(number, Days),
            _ => Recurrence.Daily,
        };
        var length = TimeSpan.FromMinutes((60 * Whole(Hours, "Hours", faults)) + Whole(Minutes, "Minutes", faults));
        if (!TimeOnly.TryParse(Start, CultureInfo.InvariantCulture, out var start))
        {
            faults.Add("Say at what time it begins.");
        }

        var first = DayOf(FirstDay);
        var last = DayOf(LastDay);
        if (first is null || (LastDay.Length > 0 && last is null))
        {
            faults.Add("Its first day must be a day, and its last day too if there is one.");
        }

        return faults.Count > before ? null : new RecurringPlan(days, start, length, Zone.Trim(), first!.Value, last);
    }

    private static string Text(DateTime time) => time.ToString(Local, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static DateTime? Moment(string text)
        => DateTime.TryParseExact(text, [Local, Local + ":ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Year is > 1970 and < 9000 ? time : null;

    private static DateOnly? DayOf(string text) => DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static int Whole(string text, string what, List<string> faults)
    {
        if (int.TryParse(text.Length == 0 ? "0" : text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 10_000)
        {
            return number;
        }

        faults.Add($"{what} must be a whole number.");
        return 0;
    }
}
