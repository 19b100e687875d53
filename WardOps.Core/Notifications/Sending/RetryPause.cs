namespace WardOps.Core.Notifications.Sending;

/// <summary>How long to wait before the next attempt. Pure.</summary>
internal static class RetryPause
{
    /// <param name="attempts">Attempts so far, from 1.</param>
    /// <param name="options">First and longest pause.</param>
    /// <param name="retryAfter">What the other side asked for; never less than that.</param>
    /// <param name="chance">0 to 1: adds up to a quarter, so that many messages do not come back at once.</param>
    public static TimeSpan Of(int attempts, NotificationOptions options, TimeSpan? retryAfter, double chance)
    {
        var doubled = options.FirstPause.TotalSeconds * Math.Pow(2, Math.Clamp(attempts - 1, 0, 30));
        var pause = TimeSpan.FromSeconds(Math.Min(doubled, options.LongestPause.TotalSeconds) * (1 + (chance / 4)));
        return retryAfter is { } asked && asked > pause ? asked : pause;
    }
}
