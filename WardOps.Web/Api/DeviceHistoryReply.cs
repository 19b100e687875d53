using System.Text.Json.Serialization;
using WardOps.Core.History;
using WardOps.Core.Live;
using WardOps.Core.Status;

namespace WardOps.Web.Api;

/// <summary>A device and what was true of it.</summary>
internal sealed record DeviceHistoryReply(
    DeviceHistoryReply.Subject Device,
    DeviceHistoryReply.Series History,
    DeviceHistoryReply.UptimeFigures Uptime,
    IReadOnlyList<DeviceHistoryReply.OutageItem> Outages,
    DeviceHistoryReply.Percentiles ResponseTimeMs)
{
    /// <param name="state">The device as it is now.</param>
    /// <param name="history">What was true of it.</param>
    /// <param name="now">An outage that lasts is counted up to the end of the range, and not into the future.</param>
    public static DeviceHistoryReply Of(DeviceState state, DeviceHistory history, DateTimeOffset now)
    {
        var end = history.Range.To < now ? history.Range.To : now;
        return new DeviceHistoryReply(
            new Subject(state.Device.Id, state.Device.Name, state.Device.Ip, state.Status.ToWire(), state.DownSince, state.LastPingAt),
            new Series(history),
            UptimeFigures.Of(history.Uptime),
            [.. history.Outages.Select(o => new OutageItem(o.From, o.To, Math.Max(0, ((o.To ?? end) - o.From).TotalSeconds)))],
            new Percentiles(Rounded(history.Percentiles.P50), Rounded(history.Percentiles.P95), Rounded(history.Percentiles.P99)));
    }

    private static double? Rounded(double? value) => value is { } v ? Math.Round(v, 3) : null;

    internal sealed record Subject(Guid Id, string Name, string Ip, string Status, DateTimeOffset? DownSince, DateTimeOffset? LastPingAt);

    /// <summary>All points. They are many: <see cref="HistorySeriesConverter"/> writes them from where they are.</summary>
    [JsonConverter(typeof(HistorySeriesConverter))]
    internal sealed record Series(DeviceHistory History);

    internal sealed record UptimeFigures(double? Percent, double UpSeconds, double DownSeconds, double UnknownSeconds, double CoveragePercent)
    {
        public static UptimeFigures Of(Uptime uptime) => new(
            ApiPercent.Of(uptime.Percent), uptime.UpSeconds, uptime.DownSeconds, uptime.UnknownSeconds, ApiPercent.Of(uptime.CoveragePercent));
    }

    /// <param name="From">First round without a reply.</param>
    /// <param name="To">First round with a reply after it; null while the outage lasts.</param>
    /// <param name="Seconds">Length; of one that lasts, up to now or to the end of the range.</param>
    internal sealed record OutageItem(DateTimeOffset From, DateTimeOffset? To, double Seconds);

    /// <summary>Of the round-trip times of the rounds with a reply, in milliseconds; null without one.</summary>
    internal sealed record Percentiles(double? P50, double? P95, double? P99);
}
