using Microsoft.Extensions.Logging;

namespace WardOps.Core.Flow;

/// <summary>Event ids 1200 to 1299.</summary>
internal static partial class FlowLog
{
    [LoggerMessage(1201, LogLevel.Error, "A tick could not be judged; the next one is judged on schedule.")]
    public static partial void TickFailed(this ILogger logger, Exception exception);
}
