using System.Globalization;
using WardOps.Core.Devices;

namespace WardOps.Core.History.Victoria;

/// <summary>Selectors of one device's series, whatever names it had.</summary>
internal static class DeviceSelector
{
    private const string All = $"{Metrics.Status}|{Metrics.Rtt}|{Metrics.Loss}|{Metrics.Jitter}";

    /// <summary>All four metrics.</summary>
    public static string Of(WatchedDevice device) => $"{{__name__=~\"{All}\",device_id=\"{IdOf(device)}\"}}";

    public static string Of(WatchedDevice device, string metric) => $"{metric}{{device_id=\"{IdOf(device)}\"}}";

    /// <summary>How far a rollup looks back.</summary>
    public static string Window(TimeSpan length) => string.Create(CultureInfo.InvariantCulture, $"[{(long)length.TotalMilliseconds}ms]");

    private static string IdOf(WatchedDevice device) => LabelText.ForSelector(Metrics.IdText(device.Id));
}
