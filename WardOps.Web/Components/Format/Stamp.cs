using System.Globalization;

namespace WardOps.Web.Components.Format;

/// <summary>Times for the browser, which shows them in its own zone and lets durations tick (ticking.js).</summary>
public static class Stamp
{
    /// <summary>Milliseconds since the Unix epoch; null for no time, which leaves the attribute out.</summary>
    public static string? Of(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
