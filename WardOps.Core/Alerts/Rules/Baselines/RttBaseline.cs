namespace WardOps.Core.Alerts.Rules.Baselines;

/// <summary>The round-trip times of one device over seven days: one histogram for each day, 700 bytes in all. Used under the lock of <see cref="RttBaselines"/> by whoever writes it to disk, and by the pump.</summary>
internal sealed class RttBaseline
{
    public const int Days = 7;

    /// <summary>What is usual is reckoned anew after so many rounds: ten minutes with the common settings.</summary>
    private const int ReckonEvery = 60;

    private const double Share = 0.95;

    private static readonly TimeSpan s_enough = TimeSpan.FromHours(24);

    private readonly int[] _days = new int[Days];
    private readonly ushort[] _counts = new ushort[Days * RttBuckets.Count];
    private int _today;
    private int _left;
    private long _total;
    private double _usual = double.NaN;

    /// <summary>The last day of which it knows anything.</summary>
    public int Newest => _days.Max();

    /// <summary>Takes up the mean of one round in milliseconds.</summary>
    public void Add(int day, double milliseconds)
    {
        var place = Place(day);
        ref var count = ref _counts[(place * RttBuckets.Count) + RttBuckets.Of(milliseconds)];
        count = count == ushort.MaxValue ? count : (ushort)(count + 1);
        _left = day == _today ? _left - 1 : 0;
        _today = day;
    }

    /// <summary>The 95th percentile of the last seven days in milliseconds; NaN while less than 24 hours of rounds are known.</summary>
    /// <param name="interval">What one round stands for.</param>
    public double Usual(TimeSpan interval)
    {
        if (_left <= 0)
        {
            Reckon();
        }

        return _total * interval >= s_enough ? _usual : double.NaN;
    }

    /// <summary>The day in a place; 0 for none.</summary>
    public int Day(int place) => _days[place];

    public ReadOnlySpan<ushort> Counts(int place) => _counts.AsSpan(place * RttBuckets.Count, RttBuckets.Count);

    /// <summary>Takes up a day of an earlier run.</summary>
    public void Restore(int day, ReadOnlySpan<ushort> counts)
    {
        if (day <= 0 || (_days[day % Days] is var known && known > day))
        {
            return;
        }

        var own = _counts.AsSpan(Place(day) * RttBuckets.Count, RttBuckets.Count);
        for (var i = 0; i < own.Length; i++)
        {
            own[i] = (ushort)Math.Min(own[i] + counts[i], ushort.MaxValue);
        }

        (_today, _left) = (Math.Max(_today, day), 0);
    }

    private int Place(int day)
    {
        var place = day % Days;
        if (_days[place] != day)
        {
            _days[place] = day;
            Array.Clear(_counts, place * RttBuckets.Count, RttBuckets.Count);
        }

        return place;
    }

    private void Reckon()
    {
        Span<int> sums = stackalloc int[RttBuckets.Count];
        _total = 0;
        for (var place = 0; place < Days; place++)
        {
            // A clock that was set far ahead for a while has left days that are not over yet: they do not count.
            if (_days[place] > _today - Days && _days[place] <= _today)
            {
                var counts = Counts(place);
                for (var i = 0; i < counts.Length; i++)
                {
                    sums[i] += counts[i];
                    _total += counts[i];
                }
            }
        }

        (_usual, _left) = (RttBuckets.Quantile(sums, Share), ReckonEvery);
    }
}
