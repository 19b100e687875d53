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

    /// <summary>How far a rollup looks back, exact to the millisecond.</summary>
    /// <remarks>The server reckons in floating point and cuts off: to it, "32364ms" is 32,363 ms, and the first round of the window is gone. What is half a millisecond more is cut to what is meant.</remarks>
    public static string Window(TimeSpan length)
    {
        var milliseconds = (long)length.TotalMilliseconds;
        return string.Create(CultureInfo.InvariantCulture, $"[{milliseconds}{(milliseconds % 1000 == 0 ? "" : ".5")}ms]");
    }

    private static string IdOf(WatchedDevice device) => LabelText.ForSelector(Metrics.IdText(device.Id));
}
