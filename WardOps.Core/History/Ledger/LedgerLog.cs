using Microsoft.Extensions.Logging;

namespace WardOps.Core.History.Ledger;

/// <summary>Event ids 1460 to 1479.</summary>
internal static partial class LedgerLog
{
    [LoggerMessage(1460, LogLevel.Error, "The ledger {File} is damaged: {Fault}. It is set aside as {Name}, and the books begin anew.")]
    public static partial void LedgerDamaged(this ILogger logger, string file, string fault, string name);

    [LoggerMessage(1461, LogLevel.Error, "The ledger {File} can neither be read nor set aside: {Fault} The books are kept in memory only.")]
    public static partial void LedgerUnreadable(this ILogger logger, string file, string fault);

    [LoggerMessage(1462, LogLevel.Error, "The ledger cannot be written, it is kept in memory meanwhile: {Fault}")]
    public static partial void LedgerNotWritten(this ILogger logger, string fault);

    [LoggerMessage(1463, LogLevel.Information, "The ledger is written again.")]
    public static partial void LedgerWritten(this ILogger logger);

    [LoggerMessage(1464, LogLevel.Error, "The books could not be checked; another try follows.")]
    public static partial void CheckFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1465, LogLevel.Information, "The ledger of earlier runs is taken over: {Rounds} rounds, {Missing} of them missing.")]
    public static partial void LedgerRestored(this ILogger logger, long rounds, long missing);

    [LoggerMessage(1466, LogLevel.Warning, "{Count} rounds from {From:O} on are not in the store as they were acknowledged; those that the spool still has are sent again.")]
    public static partial void RoundsNotThere(this ILogger logger, int count, DateTimeOffset from);

    [LoggerMessage(1467, LogLevel.Error, "{Count} rounds from {From:O} on were acknowledged and are missing in the store.")]
    public static partial void RoundsGone(this ILogger logger, int count, DateTimeOffset from);

    [LoggerMessage(1468, LogLevel.Information, "Rounds cannot be read back now: {Problem}")]
    public static partial void ReadBackFailed(this ILogger logger, string problem);

    [LoggerMessage(1469, LogLevel.Information, "Rounds are read back again.")]
    public static partial void ReadBackAgain(this ILogger logger);

    [LoggerMessage(1470, LogLevel.Error, "Reading back has failed; another try follows.")]
    public static partial void ReadBackBroke(this ILogger logger, Exception exception);

    [LoggerMessage(1471, LogLevel.Warning, "VictoriaMetrics has thrown away {Rows} rows ({Counter}) since {Since:O}; sent in that time: {Rounds} rounds from {From:O} to {To:O}, {Samples} samples, such as {Example}")]
    public static partial void RowsRejected(
        this ILogger logger, long rows, string counter, DateTimeOffset since, long rounds, DateTimeOffset? from, DateTimeOffset? to, long samples, string? example);

    [LoggerMessage(1472, LogLevel.Information, "The rows that VictoriaMetrics throws away cannot be watched now: {Problem}")]
    public static partial void RowsNotWatched(this ILogger logger, string problem);

    [LoggerMessage(1473, LogLevel.Error, "The ledger in {File} is not touched, and the books of this process are kept in memory only: {Problem}")]
    public static partial void LedgerOfAnother(this ILogger logger, string file, string problem);
}
