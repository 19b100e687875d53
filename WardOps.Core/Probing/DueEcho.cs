namespace WardOps.Core.Probing;

/// <summary>One echo whose time has come.</summary>
/// <param name="Order">The devices as they were when it was scheduled.</param>
/// <param name="Slot">Whom it asks; for a sentinel its number, for an echo on demand the number of the request.</param>
/// <param name="Destination">Its address; not set while its name does not resolve.</param>
/// <param name="Kind">Why it is sent.</param>
/// <param name="Timeout">Timeout class.</param>
/// <param name="Round">Round number.</param>
/// <param name="Echo">Which echo of the round (or of the request), from 0.</param>
/// <param name="DueMono">When it is due, in nanoseconds of the monotonic clock.</param>
/// <param name="DueWall">The same on the wall clock, as it stood when the round began.</param>
internal readonly record struct DueEcho(
    ProbeOrder Order,
    int Slot,
    EchoAddress Destination,
    EchoKind Kind,
    byte Timeout,
    long Round,
    byte Echo,
    long DueMono,
    long DueWall);
