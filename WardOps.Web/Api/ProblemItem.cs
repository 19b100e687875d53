using WardOps.Core.History.Sums;
using WardOps.Core.Live;
using WardOps.Core.Status;

namespace WardOps.Web.Api;

/// <summary>One device on a list of problems.</summary>
/// <param name="DeviceId">Identity.</param>
/// <param name="DeviceName">Display name.</param>
/// <param name="DeviceIp">Address or host name.</param>
/// <param name="Branch">Name of its branch.</param>
/// <param name="Region">Region of its branch.</param>
/// <param name="Status">up, down, unreachable or unknown.</param>
/// <param name="DownSince">First lost echo of the outage; null unless down.</param>
/// <param name="DowntimeSeconds">Down time within the last 24 hours.</param>
/// <param name="UptimePercent">Up time of the known time of the last 24 hours; null when nothing is known.</param>
/// <param name="UnstableSteps">Five-minute steps of the last 24 hours in which it was both up and down, 0 to 288.</param>
internal sealed record ProblemItem(
    Guid DeviceId,
    string DeviceName,
    string DeviceIp,
    string Branch,
    string Region,
    string Status,
    DateTimeOffset? DownSince,
    double DowntimeSeconds,
    double? UptimePercent,
    int UnstableSteps)
{
    public static ProblemItem Of(ProblemFacts facts, Board board) => new(
        facts.Device.Id,
        facts.Device.Name,
        facts.Device.Ip,
        facts.Device.Branch,
        facts.Device.Region,
        (board.Find(facts.Device.Id)?.Status ?? DeviceStatus.Unknown).ToWire(),
        facts.DownSince,
        facts.DownSeconds,
        ApiPercent.Of(facts.UptimePercent),
        facts.MixedSteps);
}
