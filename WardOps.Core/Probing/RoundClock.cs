namespace WardOps.Core.Probing;

/// <summary>
/// Says when a round begins. Rounds follow the wall clock, and no number is ever given twice: when the clock steps
/// forward, rounds are left out; when it steps back, the next round waits until the clock is there again, but never
/// longer than two intervals. So after a great step back every second interval has a round, numbered ahead of the clock,
/// until the clock has caught up, and nobody is left unwatched.
/// </summary>
internal sealed class RoundClock(long intervalNs, long nowMono, long nowWall)
{
    private long _last = Math.DivRem(nowWall, intervalNs).Quotient;
    private long _lastMono = nowMono;

    /// <summary>Rounds left out so far.</summary>
    public long Skipped { get; private set; }

    /// <summary>Whether a round begins now.</summary>
    /// <param name="nowMono">Monotonic clock, nanoseconds.</param>
    /// <param name="nowWall">Wall clock, nanoseconds since the Unix epoch.</param>
    /// <param name="number">The round that begins.</param>
    /// <param name="startMono">The moment of the monotonic clock that its start is.</param>
    public bool TryBegin(long nowMono, long nowWall, out long number, out long startMono)
    {
        (number, var late) = Math.DivRem(nowWall, intervalNs);
        startMono = nowMono - late;
        if (number > _last)
        {
            Skipped += number - _last - 1;
            Take(number, startMono);
            if (late < intervalNs / 2)
            {
                return true;
            }

            // So late that it could not be caught up within the round: the next one is a better one.
            Skipped++;
            return false;
        }

        if (nowMono - _lastMono < 2 * intervalNs)
        {
            return false;
        }

        number = _last + 1;
        startMono = nowMono;
        Take(number, startMono);
        return true;
    }

    private void Take(long number, long startMono)
    {
        _last = number;
        _lastMono = startMono;
    }
}
