namespace WardOps.Core.History.Sums;

/// <summary>One device in one step, of which memory and the store do not say the same.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="Place">Where its sums are.</param>
/// <param name="Number">The step, or the hour.</param>
/// <param name="Here">What memory has.</param>
/// <param name="There">What the store has.</param>
internal readonly record struct StepDifference(Guid DeviceId, int Place, long Number, StepTally Here, StepTally There)
{
    /// <summary>How many seconds of rounds they are apart.</summary>
    public int Size => Math.Max(Math.Abs(Here.Known - There.Known), Math.Abs(Here.Up - There.Up));
}
