using System.Buffers;

namespace WardOps.Core.History.Reading;

/// <summary>The round-trip times of a range, in memory borrowed from the pool: a year of them is 25 MB.</summary>
internal sealed class RttValues : IDisposable
{
    private double[] _values = ArrayPool<double>.Shared.Rent(16 * 1024);

    public int Count { get; private set; }

    public void Add(double milliseconds)
    {
        if (Count == _values.Length)
        {
            var larger = ArrayPool<double>.Shared.Rent(2 * Count);
            _values.CopyTo(larger, 0);
            ArrayPool<double>.Shared.Return(_values);
            _values = larger;
        }

        _values[Count++] = milliseconds;
    }

    /// <summary>Puts them in order; they may be added to again.</summary>
    public RttPercentiles Percentiles()
    {
        var sorted = _values.AsSpan(0, Count);
        sorted.Sort();
        return sorted.IsEmpty ? default : new RttPercentiles(At(sorted, 0.5), At(sorted, 0.95), At(sorted, 0.99));
    }

    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(_values);
        (_values, Count) = ([], 0);
    }

    private static double At(ReadOnlySpan<double> sorted, double share)
    {
        var place = (sorted.Length - 1) * share;
        var below = (int)place;
        var part = place - below;
        return part == 0 ? sorted[below] : (sorted[below] * (1 - part)) + (sorted[below + 1] * part);
    }
}
