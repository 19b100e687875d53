namespace WardOps.Core.History.Sums;

/// <summary>
/// A step or an hour that is over, in eight bytes. Rounds are exact, as the seconds that they lasted: the 3,600 of an hour fit. Means are
/// halves, eleven binary digits: off by 1/2048 of their value (0.049 %) at most.
/// </summary>
/// <param name="Up">How long the device's rounds with a reply lasted, in seconds.</param>
/// <param name="Known">How long the device's rounds that say something lasted, in seconds; at least <paramref name="Up"/>.</param>
/// <param name="LossPercent">Mean loss of the known rounds, 0 to 100.</param>
/// <param name="RttMs">Mean round-trip time of the rounds with a reply in milliseconds.</param>
internal readonly record struct ClosedStep(ushort Up, ushort Known, Half LossPercent, Half RttMs)
{
    /// <summary>Bytes of one.</summary>
    public const int Bytes = 8;

    /// <summary>Echoes are given up after ten seconds at the most, so no true mean is cut off here.</summary>
    private const double LongestRttMs = 60_000;

    public bool IsMixed => Up > 0 && Up < Known;

    public StepTally Tally => new(Up, Known, Known * (double)LossPercent, Up * (double)RttMs);

    /// <summary>More than there can be (many series of one device in the same hour, say) becomes the most that fits, with the same share of them up.</summary>
    public static ClosedStep Of(in StepTally tally)
    {
        if (tally.Known <= 0)
        {
            return default;
        }

        var known = Math.Min(tally.Known, ushort.MaxValue);
        var up = known == tally.Known ? Math.Clamp(tally.Up, 0, known) : (int)Math.Round((double)Math.Clamp(tally.Up, 0, tally.Known) * known / tally.Known);
        return new ClosedStep(
            (ushort)up,
            (ushort)known,
            (Half)Math.Clamp(tally.LossSum / tally.Known, 0, 100),
            tally.Up > 0 ? (Half)Math.Clamp(tally.RttSum / tally.Up, 0, LongestRttMs) : default);
    }
}
