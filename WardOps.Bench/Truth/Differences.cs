using System.Globalization;
using WardOps.Core.History;
using WardOps.Core.History.Sums;

namespace WardOps.Bench.Truth;

/// <summary>Holds an answer against the right one. Figures may differ by a millionth: stores keep them as text, or in other floating-point numbers.</summary>
internal static class Differences
{
    private const double Tolerance = 1e-6;

    /// <returns>What is different, in words; null if nothing is.</returns>
    /// <param name="right">From the oracle.</param>
    /// <param name="said">From what is under test.</param>
    /// <param name="hasJitter">False for a store that keeps none: then there must be none.</param>
    public static string? Between(DeviceHistory right, DeviceHistory said, bool hasJitter)
        => Points("status", right.Status, said.Status)
            ?? Points("rtt", right.RttMs, said.RttMs)
            ?? Points("loss", right.LossPercent, said.LossPercent)
            ?? Points("jitter", hasJitter ? right.JitterMs : new double?[right.JitterMs.Length], said.JitterMs)
            ?? Value("up seconds", right.Uptime.UpSeconds, said.Uptime.UpSeconds)
            ?? Value("down seconds", right.Uptime.DownSeconds, said.Uptime.DownSeconds)
            ?? Value("unknown seconds", right.Uptime.UnknownSeconds, said.Uptime.UnknownSeconds)
            ?? Value("p50", right.Percentiles.P50, said.Percentiles.P50)
            ?? Value("p95", right.Percentiles.P95, said.Percentiles.P95)
            ?? Value("p99", right.Percentiles.P99, said.Percentiles.P99)
            ?? Between(right.Outages, said.Outages);

    public static string? Between(IReadOnlyList<Outage> right, IReadOnlyList<Outage> said)
    {
        for (var i = 0; i < Math.Max(right.Count, said.Count); i++)
        {
            if (i >= right.Count || i >= said.Count || right[i] != said[i])
            {
                return $"outage {i} of {right.Count} is {right.ElementAtOrDefault(i)}, said {said.ElementAtOrDefault(i)} of {said.Count}";
            }
        }

        return null;
    }

    public static string? Between(StepSum right, StepSum said)
        => right with { LossPercentSum = 0, RttMsSum = 0 } != said with { LossPercentSum = 0, RttMsSum = 0 }
            ? $"sums are {right}, said {said}"
            : Value("loss sum", right.LossPercentSum, said.LossPercentSum) ?? Value("rtt sum", right.RttMsSum, said.RttMsSum);

    private static string? Points(string name, double?[] right, double?[] said)
    {
        if (right.Length != said.Length)
        {
            return $"{name} has {right.Length} points, said {said.Length}";
        }

        for (var i = 0; i < right.Length; i++)
        {
            if (Value(name, right[i], said[i]) is { } difference)
            {
                return string.Create(CultureInfo.InvariantCulture, $"point {i}: {difference}");
            }
        }

        return null;
    }

    private static string? Value(string name, double? right, double? said)
        => right is null && said is null ? null
            : right is { } r && said is { } s && Math.Abs(r - s) <= Tolerance * Math.Max(1e-3, Math.Abs(r)) ? null
            : string.Create(CultureInfo.InvariantCulture, $"{name} is {right?.ToString("R", CultureInfo.InvariantCulture) ?? "none"}, said {said?.ToString("R", CultureInfo.InvariantCulture) ?? "none"}");
}
