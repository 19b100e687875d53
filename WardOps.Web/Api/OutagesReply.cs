using WardOps.Core.Devices;
using WardOps.Core.History;

namespace WardOps.Web.Api;

/// <summary>Every outage of a device within a range, to the round.</summary>
/// <param name="Device">Whose.</param>
/// <param name="From">Begin of the range.</param>
/// <param name="To">Its end, exclusive.</param>
/// <param name="Outages">Oldest first.</param>
/// <param name="TotalSeconds">Their lengths together.</param>
internal sealed record OutagesReply(
    OutagesReply.Subject Device, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<DeviceHistoryReply.OutageItem> Outages, double TotalSeconds)
{
    /// <param name="device">Whose.</param>
    /// <param name="from">Begin of the range.</param>
    /// <param name="to">Its end.</param>
    /// <param name="outages">Within it.</param>
    /// <param name="now">An outage that lasts is counted up to the end of the range, and not into the future.</param>
    public static OutagesReply Of(WatchedDevice device, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<Outage> outages, DateTimeOffset now)
    {
        var end = to < now ? to : now;
        var items = outages
            .Select(o => new DeviceHistoryReply.OutageItem(o.From, o.To, Math.Max(0, ((o.To ?? end) - o.From).TotalSeconds)))
            .ToList();
        return new OutagesReply(new Subject(device.Id, device.Name, device.Ip), from, to, items, items.Sum(o => o.Seconds));
    }

    internal sealed record Subject(Guid Id, string Name, string Ip);
}
