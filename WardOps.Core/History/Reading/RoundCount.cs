namespace WardOps.Core.History.Reading;

/// <summary>
/// Counts a device's rounds and makes seconds of them. A round stands for the device's interval, so the rounds that begin within a range stand
/// for it, and one that said nothing is that much time unknown.
/// </summary>
internal struct RoundCount
{
    private long _up;
    private long _known;
    private long? _last;
    private long? _any;

    public void Add(long at, bool isUp)
    {
        _up += isUp ? 1 : 0;
        _known++;
        _last = at;
    }

    /// <summary>Rounds that somebody else has counted.</summary>
    public void Add(long up, long known)
    {
        _up += up;
        _known += known;
    }

    /// <summary>Start of any round of the device: it tells which of everybody's rounds are its own.</summary>
    public void Saw(long at) => _any = at;

    /// <summary>
    /// Seconds up, down and unknown in [from, to). Time that has not come yet is not unknown: it ends where rounds are settled, or with the last
    /// known one if that has come sooner than it must.
    /// </summary>
    /// <param name="from">Begin.</param>
    /// <param name="to">End, exclusive.</param>
    /// <param name="length">From one of the device's rounds to the next.</param>
    /// <param name="settled">Up to here every round has had its time.</param>
    public readonly Uptime Over(DateTimeOffset from, DateTimeOffset to, TimeSpan length, DateTimeOffset settled)
    {
        var interval = (long)length.TotalMilliseconds;
        var (begin, end) = (from.ToUnixTimeMilliseconds(), Math.Min(to.ToUnixTimeMilliseconds(), settled.ToUnixTimeMilliseconds()));
        if (_last is { } last && last + interval > end)
        {
            end = Math.Min(to.ToUnixTimeMilliseconds(), last + interval);
        }

        if (_known == 0)
        {
            return new Uptime(0, 0, Math.Max(0, end - begin) / 1000.0);
        }

        // More samples than rounds: it was probed more often once, or somebody pinged it between. The shares are right, the time is what there is.
        var rounds = Math.Max(1, Rounds(begin, end, interval));
        var seconds = interval / 1000.0 * (_known > rounds ? (double)rounds / _known : 1);
        return new Uptime(_up * seconds, (_known - _up) * seconds, Math.Max(0, rounds - _known) * interval / 1000.0);
    }

    /// <summary>How many of the device's rounds begin in [begin, end).</summary>
    private readonly long Rounds(long begin, long end, long interval)
        => (_last ?? _any) is { } at ? Before(end, at, interval) - Before(begin, at, interval) : Math.Max(_known, (end - begin) / interval);

    /// <summary>Number of the first round at or after a time, counted from one that begins at <paramref name="at"/>.</summary>
    private static long Before(long time, long at, long interval)
    {
        var since = time - at;
        return since <= 0 ? since / interval : ((since - 1) / interval) + 1;
    }
}
