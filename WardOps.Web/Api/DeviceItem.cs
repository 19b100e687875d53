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
/// <param name="ParentId">The device through which it is reached; the first of several, null if there is none.</param>
/// <param name="Parents">All devices through which it is reached, those that are disabled and do not count among them.</param>
/// <param name="Enabled">Only an enabled device is probed.</param>
/// <param name="Status">up, down, unreachable or unknown.</param>
/// <param name="Flags">disabled, maintenance, flapping.</param>
/// <param name="DownSince">First lost echo of the outage; null unless down or unreachable.</param>
/// <param name="LastPingAt">When it last answered.</param>
/// <param name="RttMs">Mean round-trip time of the last round in milliseconds; null without a reply.</param>
/// <param name="LossPercent">Loss of the last round, 0 to 100; null if nothing was sent.</param>
/// <param name="Tags">Words by which people group devices, in order.</param>
/// <param name="BehindId">The device whose outage keeps an unreachable one from being reached; null if there is none, or no longer.</param>
public sealed record DeviceItem(
    Guid Id,
    string Name,
    string Ip,
    string Branch,
    string Region,
    string DeviceType,
    Guid? ParentId,
    IReadOnlyList<Guid> Parents,
    bool Enabled,
    string Status,
    IReadOnlyList<string> Flags,
    DateTimeOffset? DownSince,
    DateTimeOffset? LastPingAt,
    double? RttMs,
    double? LossPercent,
    IReadOnlyList<string> Tags,
    Guid? BehindId)
{
    /// <param name="state">The device.</param>
    /// <param name="board">The board it is on.</param>
    internal static DeviceItem Of(DeviceState state, Board board)
    {
        var live = state.ToLive();
        var device = state.Device;
        IReadOnlyList<Guid> parents = [.. board.Catalog.Parents.AllOf(device).Select(p => p.Id)];
        return new DeviceItem(
            device.Id, device.Name, device.Ip, device.Branch, device.Region, device.DeviceType, parents.Count > 0 ? parents[0] : null, parents,
            device.Enabled, live.Status, live.Flags, state.DownSince, state.LastPingAt, live.RttMs, live.LossPercent, device.Tags.Words, board.Behind(state)?.Device.Id);
    }
}
