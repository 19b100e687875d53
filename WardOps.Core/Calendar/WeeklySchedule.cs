using System.Collections.Immutable;

namespace WardOps.Core.Calendar;

/// <summary>Hours of the week in a time zone: when a rule judges, when a route tells. Always, if there are none.</summary>
/// <param name="Zone">IANA name of the time zone ("Asia/Tbilisi"); its hours are those on the wall, over both changes of daylight saving.</param>
/// <param name="Hours">When; empty for always.</param>
public sealed record WeeklySchedule(string Zone, ImmutableArray<WeekHours> Hours)
{
    public static WeeklySchedule Always { get; } = new("UTC", []);

    public bool IsAlways => Hours.IsDefaultOrEmpty;

    public bool Equals(WeeklySchedule? other) => other is not null && Zone == other.Zone && Hours.AsSpan().SequenceEqual(other.Hours.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Zone, Hours.Length);
}
