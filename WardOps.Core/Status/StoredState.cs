namespace WardOps.Core.Status;

/// <summary>A device's state as it survives a restart: one row of <c>device_states</c>.</summary>
/// <param name="DeviceId">Whose.</param>
/// <param name="Status">What was held true.</param>
/// <param name="Flags">What else.</param>
/// <param name="Since">Since when it had that status.</param>
/// <param name="DownSince">First lost echo of the outage; null unless down or unreachable, or unknown since it was.</param>
/// <param name="LastPingAt">When it last answered. For a device that is Up this is as old as its last change; the time that
/// counts then is the close of the node's last round (<c>rounds</c>), see the view <c>device_status</c>.</param>
/// <param name="Version">Grows with every change; an older version never overwrites a newer one.</param>
public sealed record StoredState(
    Guid DeviceId,
    DeviceStatus Status,
    DeviceFlags Flags,
    DateTimeOffset? Since,
    DateTimeOffset? DownSince,
    DateTimeOffset? LastPingAt,
    long Version);
