using Microsoft.Extensions.Logging;

namespace WardOps.Core.History;

/// <summary>Event ids 1400 to 1499.</summary>
internal static partial class HistoryLog
{
    [LoggerMessage(1402, LogLevel.Warning, "History cannot be written now, rounds wait in the spool: {Problem}")]
    public static partial void WritingFailed(this ILogger logger, string problem);

    [LoggerMessage(1403, LogLevel.Information, "History is written again; {Waiting} rounds wait.")]
    public static partial void WritingAgain(this ILogger logger, int waiting);

    [LoggerMessage(1404, LogLevel.Error, "VictoriaMetrics refused the round of {At:O} with {Status}, it is lost: {Answer} It begins with: {Lines}")]
    public static partial void RoundRefused(this ILogger logger, DateTimeOffset at, int status, string answer, string lines);

    [LoggerMessage(1405, LogLevel.Information, "VictoriaMetrics was restarted: the last {Count} rounds are sent again.")]
    public static partial void Replaying(this ILogger logger, int count);

    [LoggerMessage(1406, LogLevel.Error, "The round of {At:O} could not be recorded, it is lost.")]
    public static partial void RecordingFailed(this ILogger logger, Exception exception, DateTimeOffset at);

    [LoggerMessage(1410, LogLevel.Information, "Starting {Binary} on port {Port}, data in {Folder}.")]
    public static partial void VictoriaStarting(this ILogger logger, string binary, int port, string folder);

    [LoggerMessage(1411, LogLevel.Information, "VictoriaMetrics answers at {Address} (process {Pid}).")]
    public static partial void VictoriaReady(this ILogger logger, Uri address, int pid);

    [LoggerMessage(1412, LogLevel.Error, "VictoriaMetrics ended with exit code {Code}; it is started again. Its own words: {LogFile}")]
    public static partial void VictoriaDied(this ILogger logger, int code, string logFile);

    [LoggerMessage(1413, LogLevel.Error, "VictoriaMetrics could not be started; another try follows.")]
    public static partial void VictoriaNotStarted(this ILogger logger, Exception exception);

    [LoggerMessage(1414, LogLevel.Warning, "A victoria-metrics of an earlier run (process {Pid}) still holds {Folder}; it is stopped.")]
    public static partial void OrphanFound(this ILogger logger, int pid, string folder);

    [LoggerMessage(1415, LogLevel.Warning, "VictoriaMetrics (process {Pid}) did not stop in {Seconds} seconds and is killed.")]
    public static partial void VictoriaKilled(this ILogger logger, int pid, int seconds);

    [LoggerMessage(1416, LogLevel.Information, "VictoriaMetrics has stopped.")]
    public static partial void VictoriaStopped(this ILogger logger);

    [LoggerMessage(1417, LogLevel.Debug, "VictoriaMetrics did not answer the check for a restart.")]
    public static partial void WatchFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1430, LogLevel.Warning, "The round of {At:O} could not be written to the device store: {Problem}")]
    public static partial void SqlWriteFailed(this ILogger logger, DateTimeOffset at, string problem);

    [LoggerMessage(1431, LogLevel.Warning, "Rounds older than 24 hours could not be removed from the device store: {Problem}")]
    public static partial void PruneFailed(this ILogger logger, string problem);
}
