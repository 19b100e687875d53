using System.Collections.Immutable;
using System.Text.Json;

namespace WardOps.Core.Calendar;

/// <summary>Days of the week as words: "monday". Pure.</summary>
public static class WeekDayNames
{
    public static ImmutableArray<WeekDays> Each { get; } =
        [WeekDays.Monday, WeekDays.Tuesday, WeekDays.Wednesday, WeekDays.Thursday, WeekDays.Friday, WeekDays.Saturday, WeekDays.Sunday];

    public static ImmutableArray<string> Of(WeekDays days) => [.. Each.Where(d => (days & d) != 0).Select(d => d.ToString().ToLowerInvariant())];

    /// <exception cref="JsonException">One of them is no day.</exception>
    public static WeekDays Read(IEnumerable<string> words)
        => words.Aggregate(WeekDays.None, (days, word) => days | Each.Where(d => string.Equals(d.ToString(), word, StringComparison.OrdinalIgnoreCase)).DefaultIfEmpty().Single() switch
        {
            WeekDays.None => throw new JsonException("A day of the week is one of monday to sunday."),
            var day => day,
        });
}
