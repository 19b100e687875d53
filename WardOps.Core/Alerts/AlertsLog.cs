using Microsoft.Extensions.Logging;

namespace WardOps.Core.Alerts;

/// <summary>Event ids 1550 to 1599.</summary>
internal static partial class AlertsLog
{
    [LoggerMessage(1550, LogLevel.Error, "{Count} closed alerts were dropped: the store has been away for too long. Open ones are kept.")]
    public static partial void AlertsDropped(this ILogger logger, int count);

    [LoggerMessage(1551, LogLevel.Information, "{Count} alerts were open when WardOps stopped.")]
    public static partial void AlertsRestored(this ILogger logger, int count);

    [LoggerMessage(1552, LogLevel.Warning, "{Count} open alerts in the store are not known to this process and were closed: another one has the same device and kind. Does a second WardOps write to this store?")]
    public static partial void StrangersClosed(this ILogger logger, int count);

    [LoggerMessage(1553, LogLevel.Warning, "The list of devices of alert {Alert} could not be read and is left out.")]
    public static partial void MembersUnreadable(this ILogger logger, Guid alert, Exception exception);
}
