using Microsoft.Extensions.Logging;

namespace WardOps.Core.Notifications;

/// <summary>Event ids 1700 to 1749.</summary>
internal static partial class NotificationLog
{
    [LoggerMessage(1701, LogLevel.Warning, "The outbox of the alerts could not be read or written; it is tried again. Nothing in it is lost.")]
    public static partial void DispatchFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1702, LogLevel.Warning, "Messages that are due could not be claimed; it is tried again. None of them is lost.")]
    public static partial void ClaimFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1703, LogLevel.Warning, "Message {Key} over {Channel} was not sent at attempt {Attempt}; the next one is in {Pause}. {Words}")]
    public static partial void SendFailed(this ILogger logger, string key, string channel, int attempt, TimeSpan pause, string words);

    [LoggerMessage(1704, LogLevel.Error, "Message {Key} over {Channel} is a dead letter after {Attempts} attempts: see the page Notifications. {Words}")]
    public static partial void SendGivenUp(this ILogger logger, string key, string channel, int attempts, string words);

    [LoggerMessage(1705, LogLevel.Warning, "What became of message {Key} over {Channel} could not be written; it is sent again when its lease has run out.")]
    public static partial void MarkFailed(this ILogger logger, string key, string channel, Exception exception);

    [LoggerMessage(1706, LogLevel.Warning, "The heartbeat was not taken. {Words}")]
    public static partial void HeartbeatFailed(this ILogger logger, string words);

    [LoggerMessage(1707, LogLevel.Warning, "The heartbeat is silent: {Words}")]
    public static partial void HeartbeatSilent(this ILogger logger, string words);

    [LoggerMessage(1708, LogLevel.Information, "The heartbeat beats.")]
    public static partial void HeartbeatBeats(this ILogger logger);

    [LoggerMessage(1709, LogLevel.Warning, "Old messages could not be cleared away; it is tried again.")]
    public static partial void ClearFailed(this ILogger logger, Exception exception);
}
