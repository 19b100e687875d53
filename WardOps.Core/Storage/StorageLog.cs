using Microsoft.Extensions.Logging;

namespace WardOps.Core.Storage;

/// <summary>Event ids 1000 to 1049.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(1001, LogLevel.Information, "The device store on {Provider} is open.")]
    public static partial void StoreOpened(this ILogger logger, string provider);

    [LoggerMessage(1002, LogLevel.Warning, "The device store on {Provider} is not available; it is tried again every few seconds.")]
    public static partial void StoreAway(this ILogger logger, string provider, Exception exception);
}
