using WardOps.Core.Devices;

namespace WardOps.Core.History.Reading;

/// <summary>How often a device is probed: what one of its samples stands for.</summary>
/// <param name="Round">Length of everybody's rounds; they begin at multiples of it since the Unix epoch.</param>
/// <param name="Interval">From one of the device's own rounds to the next: a multiple of <paramref name="Round"/>.</param>
internal readonly record struct Cadence(TimeSpan Round, TimeSpan Interval)
{
    // From the end of a round until it can be read: the last echo's timeout, the doubt of the self-check, the way into the store.
    private static readonly TimeSpan s_closing = TimeSpan.FromSeconds(5);

    public static Cadence Of(WatchedDevice device, ProbePolicy policy) => new(policy.Interval, policy.IntervalOf(device));

    /// <summary>
    /// Up to where every round has had its time to close and to be written. A round bears the time of its start, so the newest are not
    /// unknown, they are under way.
    /// </summary>
    public DateTimeOffset Settled(DateTimeOffset now)
        => DateTimeOffset.UnixEpoch + ((long)Math.Floor((now - (Round > s_closing ? Round : s_closing) - DateTimeOffset.UnixEpoch) / Round) * Round);
}
