using System.Buffers.Binary;
using WardOps.Core.History;

namespace WardOps.Web.Components.Charts;

/// <summary>Series as the browser's chart takes them: a quarter of the cost of JSON.</summary>
public static class ChartPoints
{
    /// <summary>A day of rounds (8,640) and a week of minutes (10,080) are drawn whole; more points would only cost drawing time.</summary>
    public const int Most = 10_080;

    private const int HeaderBytes = 2 * sizeof(double);

    /// <summary>How many steps become one point, so that no more than <see cref="Most"/> are drawn.</summary>
    public static int Share(HistoryRange range) => Math.Max(1, (range.Points + Most - 1) / Most);

    /// <summary>Time of the first point and length of one in milliseconds (two doubles), then one float for each point; NaN is a gap. Little endian.</summary>
    /// <param name="range">What the values stand for.</param>
    /// <param name="values">One for each step of the range.</param>
    /// <param name="worse">Of two values the one to keep where several steps become one point: an average would hide the lost echo.</param>
    public static byte[] Pack(HistoryRange range, double?[] values, Func<double, double, double> worse)
    {
        var share = Share(range);
        var points = (values.Length + share - 1) / share;
        var bytes = new byte[HeaderBytes + (points * sizeof(float))];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, range.From.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(sizeof(double)), range.Step.TotalMilliseconds * share);
        for (var point = 0; point < points; point++)
        {
            var from = point * share;
            var value = Worst(values.AsSpan(from, Math.Min(share, values.Length - from)), worse);
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(HeaderBytes + (point * sizeof(float))), value is { } v ? (float)v : float.NaN);
        }

        return bytes;
    }

    private static double? Worst(ReadOnlySpan<double?> values, Func<double, double, double> worse)
    {
        double? worst = null;
        foreach (var value in values)
        {
            worst = worst is { } w && value is { } v ? worse(w, v) : worst ?? value;
        }

        return worst;
    }
}
