using WardOps.Core.Devices;

namespace WardOps.Core.History.Sums;

/// <summary>What is known of a device that may be a problem.</summary>
/// <param name="Device">The device.</param>
/// <param name="IsDown">Whether it is down now.</param>
/// <param name="DownSince">Since when; null unless it is down, or if nobody knows.</param>
/// <param name="MixedSteps">Five-minute steps of the last 24 hours in which it was both up and down.</param>
/// <param name="DownSeconds">How long it was down within the last 24 hours.</param>
/// <param name="UptimePercent">Up time of the known time of the last 24 hours; null if nothing is known.</param>
public sealed record ProblemFacts(
    WatchedDevice Device, bool IsDown, DateTimeOffset? DownSince, int MixedSteps, double DownSeconds, double? UptimePercent);
