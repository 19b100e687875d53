using System.Globalization;
using WardOps.Core.Calendar;

namespace WardOps.Web.Components.Maintenance;

/// <summary>What daylight saving does to a plan, in words. Pure.</summary>
internal static class PlanNotes
{
    /// <summary>How far ahead is looked: past the next change in either direction.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(400);

    /// <summary>What is peculiar about one occurrence; null if it is as long as it was meant to be, from the time that was said.</summary>
    public static string? Of(WindowPlan plan, Occurrence occurrence)
    {
        if (plan is not RecurringPlan recurring)
        {
            return null;
        }

        var zone = Zones.FindOrUtc(recurring.Zone);
        var begin = TimeOnly.FromDateTime(LocalTimes.Of(occurrence.From, zone));
        var notes = new List<string>();
        if (begin != recurring.Start)
        {
            notes.Add($"{Time(recurring.Start)} is skipped by the clock that night, so it begins at {Time(begin)}");
        }

        if (occurrence.Length != recurring.Length)
        {
            notes.Add($"{(occurrence.Length < recurring.Length ? "the clock goes forward" : "the clock goes back")}: {PlanWords.Length(occurrence.Length)} instead of {PlanWords.Length(recurring.Length)}");
        }

        return notes.Count == 0 ? null : string.Join("; ", notes);
    }

    /// <summary>Those after a time that are peculiar, the first two of the next year.</summary>
    public static IReadOnlyList<(Occurrence Occurrence, string Note)> Next(WindowPlan plan, DateTimeOffset from)
        => [.. plan.Between(from, from + Ahead).Where(o => o.From >= from).Select(o => (Occurrence: o, Note: Of(plan, o))).Where(n => n.Note is not null).Select(n => (n.Occurrence, n.Note!)).Take(2)];

    private static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
