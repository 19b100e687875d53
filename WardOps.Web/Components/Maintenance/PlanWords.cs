using System.Globalization;
using WardOps.Core.Calendar;
using WardOps.Core.Devices;
using WardOps.Core.Devices.Scopes;

namespace WardOps.Web.Components.Maintenance;

/// <summary>Plans and scopes as people say them. Pure.</summary>
internal static class PlanWords
{
    private static readonly string[] s_numbers = ["first", "second", "third", "fourth", "last"];

    private static readonly (WeekDays Day, string Short, string Long)[] s_days =
    [
        (WeekDays.Monday, "Mon", "Monday"), (WeekDays.Tuesday, "Tue", "Tuesday"), (WeekDays.Wednesday, "Wed", "Wednesday"), (WeekDays.Thursday, "Thu", "Thursday"),
        (WeekDays.Friday, "Fri", "Friday"), (WeekDays.Saturday, "Sat", "Saturday"), (WeekDays.Sunday, "Sun", "Sunday"),
    ];

    public static IReadOnlyList<(WeekDays Day, string Short, string Long)> Days => s_days;

    /// <summary>"Every Mon, Sun, 22:00 to 06:00, Asia/Tbilisi"; of a single one only "once", since its moments stand beside it.</summary>
    public static string Of(WindowPlan plan) => plan is not RecurringPlan recurring ? "once"
        : $"{DaysOf(recurring.Days)}, {Time(recurring.Start)} to {Time(recurring.Start.Add(recurring.Length))}{Later(recurring)}, {recurring.Zone}"
            + (recurring.LastDay is { } last ? $", until {last.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}" : "");

    public static string Of(DeviceScope scope, Catalog catalog) => scope.Kind switch
    {
        ScopeKind.All => "All devices",
        ScopeKind.Device => Some("", scope.Values.Select(v => NameOf(scope.Kind, v, catalog))),
        ScopeKind.Branch => Some("Branch ", scope.Values.Select(v => NameOf(scope.Kind, v, catalog))),
        ScopeKind.Tag => Some("Tag ", scope.Values),
        ScopeKind.Type => Some("Type ", scope.Values),
        _ => Some("Region ", scope.Values),
    };

    /// <summary>What a value of a scope is called.</summary>
    public static string NameOf(ScopeKind kind, string value, Catalog catalog) => kind switch
    {
        ScopeKind.Device => Guid.TryParse(value, out var id) && catalog.Find(id) is { } device ? device.Name : "(removed)",
        ScopeKind.Branch => Guid.TryParse(value, out var branch) && catalog.Devices.FirstOrDefault(d => d.BranchId == branch) is { } one ? one.Branch : "(removed)",
        _ => value,
    };

    /// <summary>"Sat 28 Mar 2026, 22:00", on the wall of a zone.</summary>
    public static string Moment(DateTimeOffset at, TimeZoneInfo zone) => LocalTimes.Of(at, zone).ToString("ddd d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Without seconds where there are none: "7 h", "1 h 30 min", "20 s".</summary>
    public static string Length(TimeSpan span)
    {
        var parts = new (int Number, string Unit)[] { ((int)span.TotalDays, "d"), (span.Hours, "h"), (span.Minutes, "min"), (span.TotalMinutes < 1 ? span.Seconds : 0, "s") };
        return string.Join(' ', parts.Where(p => p.Number > 0).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Number} {p.Unit}")));
    }

    private static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Later(RecurringPlan plan) => (int)((plan.Start.ToTimeSpan() + plan.Length).TotalDays) switch
    {
        0 => "",
        1 => plan.Length < TimeSpan.FromDays(1) ? "" : " of the next day",
        var days => string.Create(CultureInfo.InvariantCulture, $" {days} days later"),
    };

    private static string DaysOf(Recurrence days) => days.Kind switch
    {
        RecurrenceKind.Daily => "Every day",
        RecurrenceKind.Weekly => days.Days == WeekDays.Workdays ? "Every workday" : "Every " + string.Join(", ", s_days.Where(d => (days.Days & d.Day) != 0).Select(d => d.Short)),
        RecurrenceKind.MonthlyDay => string.Create(CultureInfo.InvariantCulture, $"On day {days.Number} of every month"),
        _ => $"On the {s_numbers[Math.Clamp(days.Number, 1, 5) - 1]} {string.Join(", ", s_days.Where(d => (days.Days & d.Day) != 0).Select(d => d.Long))} of every month",
    };

    private static string Some(string what, IEnumerable<string> names)
    {
        var all = names.ToList();
        return what + string.Join(", ", all.Take(3)) + (all.Count > 3 ? string.Create(CultureInfo.InvariantCulture, $" and {all.Count - 3} more") : "");
    }
}
