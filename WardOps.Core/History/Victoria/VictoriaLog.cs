using Microsoft.Extensions.Logging;

namespace WardOps.Core.History.Victoria;

/// <summary>Event ids 1480 to 1489.</summary>
internal static partial class VictoriaLog
{
    [LoggerMessage(1480, LogLevel.Warning, "The credentials of VictoriaMetrics are sent to {Host} without encryption: whoever is on the way can read them. Use https.")]
    public static partial void SecretSentOpenly(this ILogger logger, string host);

    [LoggerMessage(1481, LogLevel.Warning, "{Advice}")]
    public static partial void ServerNeedsAttention(this ILogger logger, string advice);
}
