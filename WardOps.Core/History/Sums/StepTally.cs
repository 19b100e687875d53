namespace WardOps.Core.History.Sums;

/// <summary>Exact sums of one device over some time.</summary>
/// <param name="Up">Its rounds with a reply.</param>
/// <param name="Known">Its rounds that say something.</param>
/// <param name="LossSum">Loss of the known rounds, each 0 to 100, added up.</param>
/// <param name="RttSum">Mean round-trip times of the rounds with a reply in milliseconds, added up.</param>
internal record struct StepTally(int Up, int Known, double LossSum, double RttSum)
{
    /// <summary>Rounds with a reply and rounds without: what a flapping device has in many steps.</summary>
    public readonly bool IsMixed => Up > 0 && Up < Known;

    public static StepTally operator +(in StepTally a, in StepTally b)
        => new(a.Up + b.Up, a.Known + b.Known, a.LossSum + b.LossSum, a.RttSum + b.RttSum);

    public static StepTally operator -(in StepTally a, in StepTally b)
        => new(a.Up - b.Up, a.Known - b.Known, a.LossSum - b.LossSum, a.RttSum - b.RttSum);

    /// <summary>What a store says, made sense of: a store that somebody else runs may hold anything.</summary>
    public static StepTally Of(in StepSum sum)
    {
        var known = Math.Max(0, sum.KnownRounds);
        var tally = new StepTally(Math.Clamp(sum.UpRounds, 0, known), known, Sane(sum.LossPercentSum), Sane(sum.RttMsSum));
        return known > ushort.MaxValue ? ClosedStep.Of(tally).Tally : tally;
    }

    private static double Sane(double value) => double.IsFinite(value) ? Math.Max(0, value) : 0;
}
