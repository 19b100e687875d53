namespace WardOps.Core.Probing;

/// <summary>One device in one round. Times are rounded to a hundredth of a millisecond.</summary>
/// <param name="Sent">Echoes that really left.</param>
/// <param name="Answered">Echoes that were answered in time; at most <paramref name="Sent"/>.</param>
/// <param name="NotSent">Echoes that never left; they are no loss.</param>
/// <param name="RttMeanMs">Mean round-trip time of the answered echoes in milliseconds; NaN if none was.</param>
/// <param name="RttMinMs">Smallest of them; NaN if none was answered.</param>
/// <param name="RttMaxMs">Largest of them; NaN if none was answered.</param>
/// <param name="JitterMs">Mean absolute difference of consecutive answered round-trip times in milliseconds (the packet delay
/// variation of RFC 3393 between neighbours, averaged); NaN with fewer than two answers.</param>
public readonly record struct DeviceRound(
    byte Sent,
    byte Answered,
    byte NotSent,
    float RttMeanMs,
    float RttMinMs,
    float RttMaxMs,
    float JitterMs)
{
    /// <summary>False when nothing was really sent: the round says nothing of the device.</summary>
    public bool IsKnown => Sent > 0;

    public bool IsUp => Answered > 0;

    /// <summary>Lost echoes of those really sent, 0 to 100; NaN when nothing was sent.</summary>
    public double LossPercent => Sent == 0 ? double.NaN : 100.0 * (Sent - Answered) / Sent;
}
