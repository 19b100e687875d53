using WardOps.Core.Probing;

namespace WardOps.Core.History.Reading;

/// <summary>What one round says of a device. A value that the store does not have is NaN.</summary>
/// <param name="At">Start of the round in milliseconds since the Unix epoch.</param>
/// <param name="IsUp">Whether any echo of it was answered.</param>
/// <param name="RttMs">Mean round-trip time; it says nothing unless <paramref name="IsUp"/>.</param>
/// <param name="LossPercent">0 to 100.</param>
/// <param name="JitterMs">It says nothing unless <paramref name="IsUp"/>.</param>
internal readonly record struct RoundSample(long At, bool IsUp, double RttMs, double LossPercent, double JitterMs)
{
    public static RoundSample Of(DateTimeOffset at, in DeviceRound round)
        => new(at.ToUnixTimeMilliseconds(), round.IsUp, round.RttMeanMs, round.LossPercent, round.JitterMs);

    /// <summary>Of two samples of one round the worse stands, value by value.</summary>
    public static RoundSample Worse(in RoundSample a, in RoundSample b) => new(
        a.At, a.IsUp && b.IsUp, Larger(a.RttMs, b.RttMs), Larger(a.LossPercent, b.LossPercent), Larger(a.JitterMs, b.JitterMs));

    /// <summary>NaN only if both are.</summary>
    private static double Larger(double a, double b) => a > b || double.IsNaN(b) ? a : b;
}
