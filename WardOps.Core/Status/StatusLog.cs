using Microsoft.Extensions.Logging;

namespace WardOps.Core.Status;

/// <summary>Event ids 1300 to 1399.</summary>
internal static partial class StatusLog
{
    [LoggerMessage(1301, LogLevel.Information, "The states of {Devices} devices were read back; {Down} of them were down.")]
    public static partial void StatesRestored(this ILogger logger, int down, int devices);

    [LoggerMessage(1302, LogLevel.Warning, "The states of {Devices} devices could not be written; they are kept and written later.")]
    public static partial void WriteFailed(this ILogger logger, int devices, Exception exception);

    [LoggerMessage(1303, LogLevel.Warning, "The last states could not be written at the stop: some last_ping_at will be as old as the last change.")]
    public static partial void LastWriteFailed(this ILogger logger, Exception exception);
}
