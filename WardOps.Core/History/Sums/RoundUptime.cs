namespace WardOps.Core.History.Sums;

/// <summary>Seconds out of counted rounds.</summary>
internal static class RoundUptime
{
    /// <summary>
    /// Up, down and unknown seconds. More known time than the window has (rounds were longer once, or a device's next round lies beyond the end)
    /// is all of it, with the same share up.
    /// </summary>
    /// <param name="upRounds">Rounds with a reply.</param>
    /// <param name="knownRounds">Rounds that say something.</param>
    /// <param name="secondsEach">How long one of them stands for.</param>
    /// <param name="window">Seconds there are; not negative.</param>
    public static Uptime Of(int upRounds, int knownRounds, double secondsEach, double window)
    {
        var known = knownRounds * secondsEach;
        var up = upRounds * secondsEach;
        return known <= window
            ? new Uptime(up, known - up, window - known)
            : new Uptime(up * (window / known), (known - up) * (window / known), 0);
    }
}
