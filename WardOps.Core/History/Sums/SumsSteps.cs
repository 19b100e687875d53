namespace WardOps.Core.History.Sums;

/// <summary>The grid of the sums: steps of five minutes and hours, numbered since the Unix epoch.</summary>
internal static class SumsSteps
{
    public const int PerHour = 12;

    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The step in which a time lies.</summary>
    public static long StepOf(DateTimeOffset time) => Floor(time.ToUnixTimeSeconds(), 300);

    /// <summary>The hour in which a time lies.</summary>
    public static long HourOf(DateTimeOffset time) => Floor(time.ToUnixTimeSeconds(), 3600);

    /// <summary>The hour in which a step lies.</summary>
    public static long HourOf(long step) => Floor(step, PerHour);

    public static DateTimeOffset StartOfStep(long step) => DateTimeOffset.UnixEpoch + (step * Step);

    public static DateTimeOffset StartOfHour(long hour) => DateTimeOffset.UnixEpoch + (hour * Hour);

    private static long Floor(long value, long by) => value >= 0 ? value / by : ((value + 1) / by) - 1;
}
