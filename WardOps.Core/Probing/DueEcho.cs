using WardOps.Core.Devices;

namespace WardOps.Core.Probing;

/// <summary>One echo whose time has come.</summary>
/// <param name="Device">Whom it asks.</param>
/// <param name="Destination">Its address as <c>s_addr</c>; 0 if it is not IPv4.</param>
/// <param name="Round">Round number.</param>
/// <param name="Echo">Which echo of the round, from 0.</param>
/// <param name="Sequence">The ICMP sequence number: counts per device, through all rounds.</param>
/// <param name="DueMono">When it is due, in nanoseconds of the monotonic clock.</param>
/// <param name="DueWall">The same on the wall clock, as it stood when the round began.</param>
internal readonly record struct DueEcho(
    WatchedDevice Device,
    uint Destination,
    long Round,
    byte Echo,
    ushort Sequence,
    long DueMono,
    long DueWall);
