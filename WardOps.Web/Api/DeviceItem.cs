using WardOps.Core.Live;
using WardOps.Core.Status;

namespace WardOps.Web.Api;

/// <summary>One device, as lists and single look-ups give it.</summary>
/// <param name="Id">Identity; never changes.</param>
/// <param name="Name">Display name.</param>
/// <param name="Ip">IPv4 address.</param>
/// <param name="Branch">Name of its branch.</param>
/// <param name="Region">Region of its branch.</param>
/// <param name="DeviceType">Router, Switch, ATM, ...</param>
/// <param name="ParentId">The device through which it is reached.</param>
/// <param name="Enabled">Only an enabled device is probed.</param>
/// <param name="Status">up, down, unreachable or unknown.</param>
/// <param name="Flags">disabled, maintenance, flapping.</param>
/// <param name="DownSince">First lost echo of the outage; null unless down.</param>
/// <param name="LastPingAt">When it last answered.</param>
/// <param name="RttMs">Mean round-trip time of the last round in milliseconds; null without a reply.</param>
/// <param name="LossPercent">Loss of the last round, 0 to 100; null if nothing was sent.</param>
public sealed record DeviceItem(
    Guid Id,
    string Name,
    string Ip,
    string Branch,
    string Region,
    string DeviceType,
    Guid? ParentId,
    bool Enabled,
    string Status,
    IReadOnlyList<string> Flags,
    DateTimeOffset? DownSince,
    DateTimeOffset? LastPingAt,
    double? RttMs,
    double? LossPercent)
{
    internal static DeviceItem Of(DeviceState state)
    {
        var live = state.ToLive();
        var device = state.Device;
        return new DeviceItem(
            device.Id, device.Name, device.Ip, device.Branch, device.Region, device.DeviceType, device.ParentId,
            device.Enabled, live.Status, live.Flags, state.DownSince, state.LastPingAt, live.RttMs, live.LossPercent);
    }
}
