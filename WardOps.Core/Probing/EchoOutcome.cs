using System.Net.Sockets;
using WardOps.Core.Devices;

namespace WardOps.Core.Probing;

/// <summary>The end of one echo, as the echo loop hands it on. A failed echo is a value, never an exception.</summary>
/// <param name="Device">The device as it was when the round began.</param>
/// <param name="Round">Round number: round n starts n intervals after the Unix epoch.</param>
/// <param name="Echo">Which echo of the round, from 0.</param>
/// <param name="Result">What became of it.</param>
/// <param name="SentAt">Wall clock when it was sent (or should have been, if it was not), in nanoseconds since the Unix epoch.</param>
/// <param name="RttNs">Round-trip time in nanoseconds; 0 unless answered.</param>
/// <param name="Errno">The error of the send call; 0 unless not sent.</param>
public readonly record struct EchoOutcome(
    WatchedDevice Device,
    long Round,
    byte Echo,
    EchoResult Result,
    long SentAt,
    long RttNs,
    int Errno)
{
    /// <summary>Why it was sent. Only regular echoes belong to their round; confirming ones count for the status alone.</summary>
    public EchoKind Kind { get; init; }

    /// <summary>Over which address family it was sent.</summary>
    public AddressFamily Family { get; init; } = AddressFamily.InterNetwork;

    /// <summary>Place among the echoes to one device: later echoes have larger numbers, whatever was done to the wall clock. The loop
    /// gives the moment of sending on the monotonic clock.</summary>
    public long Order { get; init; } = (Round << 8) | Echo;

    /// <summary>It was sent while the monitor could not be believed, so its loss proves nothing.</summary>
    public bool IsDoubted { get; init; }

    /// <summary>Wall clock when the first echo of those lost in a row was sent, in nanoseconds since the Unix epoch, if that was while the monitor
    /// did not believe itself and it has found since that it could have; 0 if not.</summary>
    public long SilentSince { get; init; }

    /// <summary>Why it was not sent; none if it was.</summary>
    public NotSentReason Reason => Result == EchoResult.NotSent ? SendErrors.Reason(Errno) : NotSentReason.None;
}
