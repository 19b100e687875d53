using System.Net;
using Microsoft.Extensions.Logging;

namespace WardOps.Core.Devices;

/// <summary>Event ids 1050 to 1099.</summary>
internal static partial class DevicesLog
{
    [LoggerMessage(1051, LogLevel.Information, "{Devices} devices are in the catalog, {Probed} of them are probed.")]
    public static partial void CatalogLoaded(this ILogger logger, int devices, int probed);

    [LoggerMessage(1052, LogLevel.Warning, "Device {Name} ({Id}) has the address '{Ip}', which is neither an IP address nor a host name: it is not watched.")]
    public static partial void UnusableAddress(this ILogger logger, string name, Guid id, string ip);

    [LoggerMessage(1059, LogLevel.Warning, "{Devices} devices have probe settings of their own that are wrong beside the common ones, so those of their type hold; mend them on their pages. The first is {Name}: {Why}")]
    public static partial void SettingsNotObeyed(this ILogger logger, int devices, string name, string why);

    [LoggerMessage(1057, LogLevel.Warning, "The store holds a circle of parents, of which the link that closes it is not obeyed; mend it on one of their pages. {Circle}")]
    public static partial void CircleOfParents(this ILogger logger, string circle);

    [LoggerMessage(1053, LogLevel.Information, "The demo fleet was loaded: {Devices} devices in {Branches} branches.")]
    public static partial void DemoLoaded(this ILogger logger, int devices, int branches);

    [LoggerMessage(1054, LogLevel.Information, "The store holds devices already, so the demo fleet was not loaded.")]
    public static partial void DemoNotNeeded(this ILogger logger);

    [LoggerMessage(1055, LogLevel.Information, "The host name {Name} moved from {Was} to {Address}. {Problem}")]
    public static partial void NameMoved(this ILogger logger, string name, IPAddress? was, IPAddress? address, string? problem);

    [LoggerMessage(1056, LogLevel.Error, "Host names could not be refreshed; it is tried again in a second.")]
    public static partial void ResolverFailed(this ILogger logger, Exception exception);
}
