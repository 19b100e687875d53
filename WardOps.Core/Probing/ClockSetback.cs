using System.Globalization;

namespace WardOps.Core.Probing;

/// <summary>The wall clock was set back so far that rounds do not simply wait for it. Stands until the clock has caught up. See docs/decisions/0019.</summary>
/// <param name="By">How far it was set back.</param>
/// <param name="Course">How rounds are numbered meanwhile.</param>
/// <param name="Until">When it will be over, by the wall clock as it stands now.</param>
public sealed record ClockSetback(TimeSpan By, SetbackCourse Course, DateTimeOffset Until)
{
    /// <summary>For people.</summary>
    public string Words => Course switch
    {
        SetbackCourse.Ahead => Say($"The clock was set back by {Span(By)}; rounds are numbered ahead of it until {Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC, and history shows them that much too late. If the clock is wrong now, set it right."),
        SetbackCourse.Repeated => Say($"The clock was set back by {Span(By)}, into times that history has already; devices are watched as always, but rounds are not recorded until {Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC. If the clock is wrong now, set it right."),
        _ => Say($"The clock was set back by {Span(By)}; rounds follow it, and those recorded until then lie in its future. If the clock is wrong now, set it right."),
    };

    private static string Span(TimeSpan by)
        => by < TimeSpan.FromMinutes(2) ? Say($"{by.TotalSeconds:F0} s")
        : by < TimeSpan.FromHours(2) ? Say($"{by.TotalMinutes:F0} min")
        : by < TimeSpan.FromDays(2) ? Say($"{by.TotalHours:F1} h")
        : Say($"{by.TotalDays:F0} days");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
