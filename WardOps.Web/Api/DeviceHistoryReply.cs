using WardOps.Core.History;
using WardOps.Core.Live;
using WardOps.Core.Status;

namespace WardOps.Web.Api;

/// <summary>A device and what was true of it.</summary>
internal sealed record DeviceHistoryReply(
    DeviceHistoryReply.Subject Device,
    DeviceHistoryReply.Series History,
    DeviceHistoryReply.UptimeFigures Uptime,
    IReadOnlyList<DeviceHistoryReply.OutageItem> Outages)
{
    public static DeviceHistoryReply Of(DeviceState state, DeviceHistory history)
    {
        var range = history.Range;
        return new DeviceHistoryReply(
            new Subject(state.Device.Id, state.Device.Name, state.Device.Ip, state.Status.ToWire(), state.DownSince, state.LastPingAt),
            new Series(
                range.Step.TotalSeconds,
                Points(range, history.Status, (time, value) => new StatusPoint(time, (int?)value)),
                Points(range, history.RttMs, (time, value) => new RttPoint(time, Rounded(value))),
                Points(range, history.LossPercent, (time, value) => new LossPoint(time, Rounded(value)))),
            UptimeFigures.Of(history.Uptime),
            [.. history.Outages.Select(o => new OutageItem(o.From, o.To, ((o.To ?? range.To) - o.From).TotalSeconds))]);
    }

    private static T[] Points<T>(HistoryRange range, double?[] values, Func<DateTimeOffset, double?, T> point)
    {
        var points = new T[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            points[i] = point(range.TimeOf(i), values[i]);
        }

        return points;
    }

    private static double? Rounded(double? value) => value is { } v ? Math.Round(v, 3) : null;

    internal sealed record Subject(Guid Id, string Name, string Ip, string Status, DateTimeOffset? DownSince, DateTimeOffset? LastPingAt);

    internal sealed record Series(double StepSeconds, StatusPoint[] Status, RttPoint[] ResponseTime, LossPoint[] PacketLoss);

    /// <param name="Time">Start of the step.</param>
    /// <param name="Status">1 up, 0 down, null unknown.</param>
    internal readonly record struct StatusPoint(DateTimeOffset Time, int? Status);

    internal readonly record struct RttPoint(DateTimeOffset Time, double? RttMs);

    internal readonly record struct LossPoint(DateTimeOffset Time, double? Percent);

    internal sealed record UptimeFigures(double? Percent, double UpSeconds, double DownSeconds, double UnknownSeconds, double CoveragePercent)
    {
        public static UptimeFigures Of(Uptime uptime) => new(
            Rounded(uptime.Percent), uptime.UpSeconds, uptime.DownSeconds, uptime.UnknownSeconds, Math.Round(uptime.CoveragePercent, 3));
    }

    /// <param name="From">First round without a reply.</param>
    /// <param name="To">First round with a reply after it; null while the outage lasts.</param>
    /// <param name="Seconds">Length; of one that lasts, up to the end of the range.</param>
    internal sealed record OutageItem(DateTimeOffset From, DateTimeOffset? To, double Seconds);
}
