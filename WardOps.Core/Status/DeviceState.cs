using WardOps.Core.Devices;

namespace WardOps.Core.Status;

/// <summary>One device on the board: immutable, and all that a screen needs.</summary>
/// <param name="Device">The device.</param>
/// <param name="Status">What is held true of it.</param>
/// <param name="Since">When it took that status; null if it never had another.</param>
/// <param name="DownSince">Time of its own first lost echo of the outage; null unless it is down or unreachable.</param>
/// <param name="LastPingAt">When it last answered, to the round while it answers; null if it never did.</param>
/// <param name="RttMs">Mean round-trip time of its last closed round in milliseconds; null without a reply.</param>
/// <param name="LossPercent">Loss of its last closed round, 0 to 100; null if nothing was sent.</param>
/// <param name="Version">Grows with every change of status or flags.</param>
public sealed record DeviceState(
    WatchedDevice Device,
    DeviceStatus Status,
    DateTimeOffset? Since,
    DateTimeOffset? DownSince,
    DateTimeOffset? LastPingAt,
    double? RttMs,
    double? LossPercent,
    long Version)
{
    /// <summary>First echo of those lost in a row, also while the status is Unknown: an outage that outlasts a blind monitor keeps its beginning.</summary>
    public DateTimeOffset? SilentSince { get; init; }

    /// <summary>What may explain its state, for people: what a router said of its echoes, or why they cannot be sent. Never decides anything; null once it answers.</summary>
    public string? Hint { get; init; }

    /// <summary>Flapping, and within a maintenance window; what else is to be known follows from the device.</summary>
    public DeviceFlags Marks { get; init; }

    public DeviceFlags Flags => Device.Enabled ? Marks : Marks | DeviceFlags.Disabled;
}
