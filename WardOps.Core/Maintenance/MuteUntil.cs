using WardOps.Core.Calendar;

namespace WardOps.Core.Maintenance;

/// <summary>How long people mute. Pure.</summary>
public static class MuteUntil
{
    /// <summary>When the morning shift begins: 08:00.</summary>
    public static readonly TimeOnly Morning = new(8, 0);

    /// <summary>08:00 of the day after today, by the clock on the wall of a zone.</summary>
    public static DateTimeOffset Tomorrow(DateTimeOffset now, TimeZoneInfo zone)
        => LocalTimes.InstantOf(DateOnly.FromDateTime(LocalTimes.Of(now, zone)).AddDays(1).ToDateTime(Morning), zone);
}
