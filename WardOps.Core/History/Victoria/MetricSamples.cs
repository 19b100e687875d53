namespace WardOps.Core.History.Victoria;

/// <summary>Samples of one metric of one device under all names it ever had, by time, no time twice.</summary>
internal sealed class MetricSamples
{
    private static readonly MetricSamples s_none = new([], []);

    private readonly double?[] _values;
    private int _next;

    private MetricSamples(long[] times, double?[] values) => (Times, _values) = (times, values);

    public long[] Times { get; }

    /// <summary>NaN where the server said so.</summary>
    public double this[int index] => _values[index] ?? double.NaN;

    /// <param name="all">Series of one device.</param>
    /// <param name="metric">Which of them.</param>
    /// <param name="isLargerWorse">Two names never share a round; should they ever, the round counts once and the worse value stands.</param>
    public static MetricSamples Of(IReadOnlyList<VictoriaSeries> all, string metric, bool isLargerWorse = true)
    {
        VictoriaSeries? only = null;
        foreach (var series in all)
        {
            if (series.Name == metric && series.Times.Length > 0)
            {
                if (only is not null)
                {
                    return Join(all, metric, isLargerWorse);
                }

                only = series;
            }
        }

        return only is null ? s_none : IsInOrder(only.Times) ? new MetricSamples(only.Times, only.Values) : Join(all, metric, isLargerWorse);
    }

    /// <summary>The value at a time; NaN if there is none. Times must be asked in order.</summary>
    public double At(long time)
    {
        while (_next < Times.Length && Times[_next] < time)
        {
            _next++;
        }

        return _next < Times.Length && Times[_next] == time ? this[_next] : double.NaN;
    }

    /// <summary>A server that does not thin out shows a round that was sent twice twice.</summary>
    private static bool IsInOrder(long[] times)
    {
        for (var i = 1; i < times.Length; i++)
        {
            if (times[i] <= times[i - 1])
            {
                return false;
            }
        }

        return true;
    }

    private static MetricSamples Join(IReadOnlyList<VictoriaSeries> all, string metric, bool isLargerWorse)
    {
        var count = all.Where(s => s.Name == metric).Sum(s => s.Times.Length);
        var (times, values) = (new long[count], new double?[count]);
        var at = 0;
        foreach (var series in all.Where(s => s.Name == metric && s.Times.Length > 0).OrderBy(s => s.Times[0]))
        {
            series.Times.CopyTo(times, at);
            series.Values.CopyTo(values, at);
            at += series.Times.Length;
        }

        // After a rename one series ends before the other begins, so mostly this finds them in order.
        Array.Sort(times, values);
        var last = -1;
        for (var i = 0; i < count; i++)
        {
            if (last >= 0 && times[last] == times[i])
            {
                values[last] = Worse(values[last], values[i], isLargerWorse);
                continue;
            }

            last++;
            (times[last], values[last]) = (times[i], values[i]);
        }

        return new MetricSamples(times[..(last + 1)], values);
    }

    private static double? Worse(double? a, double? b, bool isLargerWorse)
        => a is { } x && b is { } y ? isLargerWorse ? Math.Max(x, y) : Math.Min(x, y) : a ?? b;
}
