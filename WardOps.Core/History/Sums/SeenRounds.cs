namespace WardOps.Core.History.Sums;

/// <summary>Which rounds of the last 30 days were counted, one bit for each second in which one may begin: 324 kB, however many devices there are.</summary>
internal sealed class SeenRounds
{
    private const int Seconds = 30 * 24 * 3600;

    private readonly ulong[] _bits = new ulong[Seconds / 64];
    private long _newest = long.MinValue / 2;

    /// <summary>Whether the round that begins then was counted, as far back as is remembered.</summary>
    public bool Has(DateTimeOffset at)
        => at.ToUnixTimeSeconds() is var second && second <= _newest && second > _newest - Seconds && (_bits[WordOf(second)] >> (int)(second % 64) & 1) == 1;

    /// <summary>Remembers the round that begins then; one that is too old for that is forgotten at once, and too old to be counted.</summary>
    public void Add(DateTimeOffset at)
    {
        var second = at.ToUnixTimeSeconds();
        if (second >= 0 && second > _newest - Seconds)
        {
            MoveTo(second);
            _bits[WordOf(second)] |= 1UL << (int)(second % 64);
        }
    }

    /// <summary>How many begin in [from, to).</summary>
    public int Count(DateTimeOffset from, DateTimeOffset to)
    {
        var count = 0;
        var last = Math.Min(to.ToUnixTimeSeconds() - 1, _newest);
        for (var second = Math.Max(0, Math.Max(from.ToUnixTimeSeconds(), _newest - Seconds + 1)); second <= last; second++)
        {
            count += (_bits[WordOf(second)] >> (int)(second % 64) & 1) == 1 ? 1 : 0;
        }

        return count;
    }

    private static int WordOf(long second) => (int)(second % Seconds / 64);

    private void MoveTo(long second)
    {
        if (second <= _newest)
        {
            return;
        }

        if (second - _newest >= Seconds)
        {
            Array.Clear(_bits);
        }
        else
        {
            for (var gone = _newest + 1; gone <= second; gone++)
            {
                _bits[WordOf(gone)] &= ~(1UL << (int)(gone % 64));
            }
        }

        _newest = second;
    }
}
