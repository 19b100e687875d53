using System.Net;

namespace WardOps.Core.Devices.Names;

/// <summary>What is known of one host name. Immutable.</summary>
/// <param name="Address">Its address; null while it does not resolve.</param>
/// <param name="Failures">Questions in a row that brought no address.</param>
/// <param name="NextAt">When it is asked for again, on the monotonic clock: a wall clock that is stepped must not hold a name back.</param>
/// <param name="Problem">Why it does not resolve, as the system says; null if it does.</param>
public sealed record NameState(IPAddress? Address, int Failures, TimeSpan NextAt, string? Problem)
{
    /// <summary>Nothing is known yet, and it is time to ask.</summary>
    public static NameState Unasked { get; } = new(null, 0, TimeSpan.MinValue, null);
}
