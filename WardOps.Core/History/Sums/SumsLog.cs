using Microsoft.Extensions.Logging;

namespace WardOps.Core.History.Sums;

/// <summary>Event ids 1500 to 1519.</summary>
internal static partial class SumsLog
{
    [LoggerMessage(1500, LogLevel.Information, "The sums of the last 24 hours were read back from history in {Elapsed}.")]
    public static partial void DayRebuilt(this ILogger logger, TimeSpan elapsed);

    [LoggerMessage(1501, LogLevel.Information, "The sums of the last 30 days were read back from history in {Elapsed}.")]
    public static partial void MonthRebuilt(this ILogger logger, TimeSpan elapsed);

    [LoggerMessage(1502, LogLevel.Warning, "The sums cannot be read back from history yet; of 24 hours {Day:P0} are done, of 30 days {Month:P0}: {Problem}")]
    public static partial void RebuildWaiting(this ILogger logger, double day, double month, string problem);

    [LoggerMessage(1503, LogLevel.Error, "The sums cannot be read back from history; another try follows.")]
    public static partial void RebuildFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1504, LogLevel.Warning, "The clock was set back over what the sums hold: they begin anew and are read back from history.")]
    public static partial void SumsBeginAnew(this ILogger logger);

    [LoggerMessage(1510, LogLevel.Warning, "The sums of {Differences} device steps differed from the store, between {From:O} and {To:O}: {Adopted} were taken from the store, {Kept} stay as they are. The largest: {Largest}")]
    public static partial void SumsDiffered(this ILogger logger, int differences, DateTimeOffset from, DateTimeOffset to, int adopted, int kept, string largest);

    [LoggerMessage(1511, LogLevel.Debug, "The sums of {Steps} steps from {From:O} on are what the store has.")]
    public static partial void SumsAgreed(this ILogger logger, int steps, DateTimeOffset from);

    [LoggerMessage(1512, LogLevel.Warning, "The sums cannot be compared with the store now; {Steps} steps wait for it: {Problem}")]
    public static partial void CheckWaiting(this ILogger logger, int steps, string problem);

    [LoggerMessage(1513, LogLevel.Error, "The sums could not be compared with the store; another try follows.")]
    public static partial void CheckFailed(this ILogger logger, Exception exception);
}
