namespace WardOps.Core.Probing;

/// <summary>
/// Says when a round begins: one per interval, whatever is done to the wall clock. Rounds follow it: when it steps forward,
/// rounds are left out; when it steps back a little, the next round waits until the clock is there again, though never longer
/// than two intervals. When it steps back into numbers that were given, they are not given again: rounds go on ahead of the
/// clock, a fiftieth slower than it, until it has caught up. Only more than a day ahead is too far, since VictoriaMetrics
/// drops what lies in its future: then rounds follow the clock with numbers given before, and say so. See docs/decisions/0019.
/// </summary>
internal sealed class RoundClock
{
    /// <summary>So far ahead of the clock a round may be numbered. VictoriaMetrics drops what lies two days in its future, without a word.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);

    /// <summary>Ahead of the clock each interval is longer by this part of it, so that the clock catches up.</summary>
    public const int SlewParts = 50;

    /// <summary>That the clock was set back to times without a round is told for so long: then it is the time of day, and no news.</summary>
    public static readonly TimeSpan ToldFor = TimeSpan.FromDays(1);

    private readonly RoundNumbers _given = new();
    private readonly long _intervalNs;
    private long _last;
    private long _lastMono;
    private long _offset;

    public RoundClock(long intervalNs, long nowMono, long nowWall)
    {
        _intervalNs = intervalNs;
        _last = Math.DivRem(nowWall, intervalNs).Quotient;   // the round under way at the start is nobody's
        _lastMono = nowMono;
        _offset = nowWall - nowMono;
        _given.Give(_last);
    }

    /// <summary>Rounds left out so far.</summary>
    public long Skipped { get; private set; }

    /// <summary>The clock was set back and has not caught up yet; null in the regular run.</summary>
    public ClockSetback? Setback { get; private set; }

    /// <summary>Whether a round begins now.</summary>
    /// <param name="nowMono">Monotonic clock, nanoseconds.</param>
    /// <param name="nowWall">Wall clock, nanoseconds since the Unix epoch.</param>
    /// <param name="number">The round that begins.</param>
    /// <param name="startMono">The moment of the monotonic clock that its start is.</param>
    public bool TryBegin(long nowMono, long nowWall, out long number, out long startMono)
    {
        (number, var late) = Math.DivRem(nowWall, _intervalNs);
        startMono = nowMono - late;
        var waited = nowMono - _lastMono;
        var free = _given.FreeFrom(number);
        if (free == number)
        {
            var isBehind = number < _given.Highest;
            Note(isBehind ? SetbackCourse.Following : null, nowMono, nowWall, 0, Math.Min((_given.Highest + 1 - number) * _intervalNs, ToldFor.Ticks * 100));
            return (!isBehind || waited >= _intervalNs / 2) && TryTake(number, startMono, late);
        }

        var untilFree = (free * _intervalNs) - nowWall;
        if (waited + untilFree <= 2 * _intervalNs)
        {
            return false;   // the regular wait for the next round, or one interval more
        }

        if (untilFree <= MostAhead.Ticks * 100 && Setback?.Course != SetbackCourse.Repeated)
        {
            Note(SetbackCourse.Ahead, nowMono, nowWall, untilFree, untilFree * SlewParts);
            return TryTakeAhead(free, nowMono, out number, out startMono);
        }

        Note(SetbackCourse.Repeated, nowMono, nowWall, untilFree, untilFree);
        return number != _last && waited >= _intervalNs / 2 && TryTake(number, startMono, late);
    }

    private bool TryTakeAhead(long free, long nowMono, out long number, out long startMono)
    {
        number = free;
        startMono = _lastMono + _intervalNs + (_intervalNs / SlewParts);
        if (nowMono < startMono)
        {
            return false;
        }

        startMono = nowMono - startMono < _intervalNs / 2 ? startMono : nowMono;
        return TryTake(free, startMono, 0);
    }

    private bool TryTake(long number, long startMono, long late)
    {
        Skipped += Math.Max(0, number - _last - 1);
        _last = number;
        _lastMono = startMono;
        _given.Give(number);
        if (late < _intervalNs / 2)
        {
            return true;
        }

        // So late that it could not be caught up within the round: the next one is a better one.
        Skipped++;
        return false;
    }

    /// <summary>Keeps the same words for as long as they are true.</summary>
    private void Note(SetbackCourse? course, long nowMono, long nowWall, long aheadNs, long lastsNs)
    {
        var offset = nowWall - nowMono;
        var by = TimeSpan.FromTicks((_offset - offset >= _intervalNs ? _offset - offset : aheadNs) / 100);
        if (course is null || (course == SetbackCourse.Following && Setback?.Course == course && UnixNanos.ToTime(nowWall) >= Setback.Until))
        {
            Setback = null;
            _offset = offset;
        }
        else if (by.Ticks * 100 >= _intervalNs && (Setback?.Course != course || by - Setback.By >= TimeSpan.FromTicks(_intervalNs / 100)))
        {
            Setback = new ClockSetback(by, course.Value, UnixNanos.ToTime(nowWall + lastsNs));
        }
    }
}
