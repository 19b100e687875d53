using WardOps.Core.Status;

namespace WardOps.Core.Alerts.Rules.Judging;

/// <summary>What is held true of a device at one moment.</summary>
/// <param name="Status">Its status.</param>
/// <param name="DownSince">Its own first lost echo of the outage, if it is down.</param>
/// <param name="IsFlapping">Whether it goes up and down.</param>
/// <param name="IsBlind">Whether the monitor cannot see it, so that it is not the device of which nothing is known.</param>
internal readonly record struct RuleLook(DeviceStatus Status, DateTimeOffset? DownSince, bool IsFlapping, bool IsBlind);
