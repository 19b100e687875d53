using Microsoft.Extensions.Logging;

namespace WardOps.Core.Maintenance;

/// <summary>Event ids 1650 to 1699.</summary>
internal static partial class MaintenanceLog
{
    [LoggerMessage(1650, LogLevel.Information, "{Windows} maintenance windows are known, past ones among them.")]
    public static partial void WindowsLoaded(this ILogger logger, int windows);

    [LoggerMessage(1651, LogLevel.Error, "The maintenance window {Name} ({Id}) cannot be read and does not take place: its row in maintenance_windows was changed by hand or by a newer version. Mend it, or delete it and make it anew.")]
    public static partial void WindowUnreadable(this ILogger logger, string name, Guid id, Exception exception);

    [LoggerMessage(1652, LogLevel.Information, "{By} made the maintenance window {Name} ({Id}).")]
    public static partial void WindowMade(this ILogger logger, string by, string name, Guid id);

    [LoggerMessage(1653, LogLevel.Information, "{By} changed the maintenance window {Name} ({Id}).")]
    public static partial void WindowChanged(this ILogger logger, string by, string name, Guid id);

    [LoggerMessage(1654, LogLevel.Information, "{By} ended the maintenance window {Name} ({Id}).")]
    public static partial void WindowEnded(this ILogger logger, string by, string name, Guid id);

    [LoggerMessage(1655, LogLevel.Information, "{By} deleted the maintenance window {Name} ({Id}), which had not begun.")]
    public static partial void WindowDeleted(this ILogger logger, string by, string name, Guid id);
}
