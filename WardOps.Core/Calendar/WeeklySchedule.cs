using System.Collections.Immutable;

namespace WardOps.Core.Calendar;

/// <summary>Hours of the week in a time zone: when a rule judges, when a route tells. Always, if there are none.</summary>
/// <param name="Zone">IANA name of the time zone ("Asia/Tbilisi"); its hours are those on the wall, over both changes of daylight saving.</param>
/// <param name="Hours">When; empty for always.</param>
public sealed record WeeklySchedule(string Zone, ImmutableArray<WeekHours> Hours)
{
    /// <summary>Entries of one schedule.</summary>
    public const int MostHours = 50;

    public static WeeklySchedule Always { get; } = new("UTC", []);

    public bool IsAlways => Hours.IsDefaultOrEmpty;

    /// <summary>Whether the clock on the wall of the zone shows one of the hours. An hour that a change of daylight saving repeats counts twice, one that it skips not at all. A zone that is not known here counts as UTC.</summary>
    public bool Contains(DateTimeOffset at)
    {
        if (IsAlways)
        {
            return true;
        }

        var local = TimeZoneInfo.ConvertTime(at, Zones.FindOrUtc(Zone)).DateTime;
        foreach (var hours in Hours)
        {
            if (hours.Contains(local))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All that is wrong with it, in words; empty if nothing is.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        if (Zones.Fault(Zone) is { } fault)
        {
            faults.Add(fault);
        }

        if (IsAlways)
        {
            return faults;
        }

        if (Hours.Length > MostHours)
        {
            faults.Add($"A schedule has at most {MostHours} entries, not {Hours.Length}.");
        }

        if (Hours.Any(h => h is null || (h.Days & WeekDays.All) == WeekDays.None || (h.Days & ~WeekDays.All) != WeekDays.None))
        {
            faults.Add("Each entry of a schedule needs at least one day of the week.");
        }

        return faults;
    }

    public bool Equals(WeeklySchedule? other) => other is not null && Zone == other.Zone && Hours.AsSpan().SequenceEqual(other.Hours.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Zone, Hours.Length);
}
