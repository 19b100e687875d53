using System.Numerics;

namespace WardOps.Core.Probing;

/// <summary>
/// How late echoes left, counted in classes that grow with the lag: four to each power of two of microseconds, so a percentile
/// is right within 25 %. One thread adds, any may copy; a percentile of a stretch of time comes from two copies.
/// </summary>
internal sealed class LagHistogram
{
    public const int Classes = 128;

    private readonly long[] _counts = new long[Classes];

    public void Add(long lagNs) => _counts[ClassOf(lagNs)]++;

    public long[] Copy() => [.. _counts];

    /// <summary>The lag in nanoseconds that the given share of echoes between two copies did not exceed; 0 if there were none.</summary>
    public static long Percentile(long[] before, long[] after, double share)
    {
        var total = 0L;
        for (var i = 0; i < Classes; i++)
        {
            total += after[i] - before[i];
        }

        var wanted = (long)Math.Ceiling(total * share);
        var seen = 0L;
        for (var i = 0; i < Classes && wanted > 0; i++)
        {
            seen += after[i] - before[i];
            if (seen >= wanted)
            {
                return UpperNs(i);
            }
        }

        return 0;
    }

    private static int ClassOf(long lagNs)
    {
        var micros = (ulong)Math.Max(lagNs, 0) / 1_000 + 4;
        var power = BitOperations.Log2(micros);
        return (int)Math.Min(Classes - 1, (4 * (power - 2)) + (int)((micros >> (power - 2)) & 3));
    }

    private static long UpperNs(int index)
    {
        var power = (index / 4) + 2;
        return ((1L << power) + ((index % 4 + 1L) << (power - 2)) - 4) * 1_000;
    }
}
