namespace WardOps.Core.Alerts.Rules.Baselines;

/// <summary>Round-trip times in 48 classes from 0.1 ms to 5 s, each a quarter wider than the one before. Pure.</summary>
internal static class RttBuckets
{
    public const int Count = 48;

    private const double Least = 0.1;
    private const double Most = 5000;

    private static readonly double s_step = Math.Log(Most / Least) / Count;

    /// <summary>The class of a time in milliseconds; what is shorter or longer than all of them is in the first or the last.</summary>
    public static int Of(double milliseconds) => milliseconds <= Least ? 0 : Math.Min((int)(Math.Log(milliseconds / Least) / s_step), Count - 1);

    /// <summary>Where between the ends of a class a time lies, in milliseconds.</summary>
    /// <param name="bucket">The class.</param>
    /// <param name="share">0 for its beginning, 1 for its end.</param>
    public static double At(int bucket, double share) => Least * Math.Exp(s_step * (bucket + share));

    /// <summary>The time that so large a share of all are below, in milliseconds; NaN if there are none. Within a class they are taken to be spread evenly by their logarithm, so it is right to an eighth.</summary>
    public static double Quantile(ReadOnlySpan<int> counts, double share)
    {
        var total = 0L;
        foreach (var count in counts)
        {
            total += count;
        }

        var wanted = share * total;
        for (var bucket = 0; bucket < counts.Length && total > 0; bucket++)
        {
            if (counts[bucket] > 0 && wanted <= counts[bucket])
            {
                return At(bucket, wanted / counts[bucket]);
            }

            wanted -= counts[bucket];
        }

        return double.NaN;
    }
}
