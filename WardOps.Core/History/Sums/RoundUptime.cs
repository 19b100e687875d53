namespace WardOps.Core.History.Sums;

/// <summary>Up, down and unknown time out of the length of rounds.</summary>
internal static class RoundUptime
{
    /// <summary>
    /// Up, down and unknown seconds. More known time than the window has (rounds were longer once, or a device's next round lies beyond the end)
    /// is all of it, with the same share up.
    /// </summary>
    /// <param name="upSeconds">How long its rounds with a reply lasted, in seconds.</param>
    /// <param name="knownSeconds">How long its rounds that say something lasted, in seconds.</param>
    /// <param name="everyRounds">The device takes part in every so many-th round: each stands for so many.</param>
    /// <param name="window">Seconds there are; not negative.</param>
    public static Uptime Of(int upSeconds, int knownSeconds, int everyRounds, double window)
    {
        var known = (double)knownSeconds * everyRounds;
        var up = (double)upSeconds * everyRounds;
        return known <= window
            ? new Uptime(up, known - up, window - known)
            : new Uptime(up * (window / known), (known - up) * (window / known), 0);
    }
}
