using System.Data.Common;

namespace WardOps.Core.Alerts.Storage;

/// <summary>Stored alerts cannot be read now. The message says it for people; what is open is known all the same.</summary>
public sealed class AlertStoreException(Exception cause)
    : Exception("Stored alerts cannot be read: the device store does not answer as it should. What is open is known all the same; see /readyz for the store.", cause)
{
    /// <summary>Whether an exception says that the store does not answer as it should.</summary>
    public static bool Is(Exception ex) => ex is DbException or TimeoutException or InvalidOperationException { InnerException: DbException or TimeoutException };
}
