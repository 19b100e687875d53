namespace WardOps.Core.History.Sums;

/// <summary>Exact sums of one device over some time.</summary>
/// <param name="Up">How long its rounds with a reply lasted, in seconds.</param>
/// <param name="Known">How long its rounds that say something lasted, in seconds.</param>
/// <param name="LossSum">Loss of the known rounds, 0 to 100, times their seconds, added up.</param>
/// <param name="RttSum">Mean round-trip times of the rounds with a reply in milliseconds, times their seconds, added up.</param>
internal record struct StepTally(int Up, int Known, double LossSum, double RttSum)
{
    /// <summary>Rounds with a reply and rounds without: what a flapping device has in many steps.</summary>
    public readonly bool IsMixed => Up > 0 && Up < Known;

    /// <summary>Of one round.</summary>
    public static StepTally Of(int seconds, bool isUp, double lossPercent, double rttMs)
        => new(isUp ? seconds : 0, seconds, seconds * lossPercent, isUp ? seconds * rttMs : 0);

    public static StepTally operator +(in StepTally a, in StepTally b)
        => new(a.Up + b.Up, a.Known + b.Known, a.LossSum + b.LossSum, a.RttSum + b.RttSum);

    public static StepTally operator -(in StepTally a, in StepTally b)
        => new(a.Up - b.Up, a.Known - b.Known, a.LossSum - b.LossSum, a.RttSum - b.RttSum);

    /// <summary>What a store says, made sense of: a store that somebody else runs may hold anything.</summary>
    public static StepTally Of(in StepSum sum)
    {
        var known = Math.Max(0, sum.KnownSeconds);
        var tally = new StepTally(Math.Clamp(sum.UpSeconds, 0, known), known, Sane(sum.LossPercentSum), Sane(sum.RttMsSum));
        return known > ushort.MaxValue ? ClosedStep.Of(tally).Tally : tally;
    }

    private static double Sane(double value) => double.IsFinite(value) ? Math.Max(0, value) : 0;
}
