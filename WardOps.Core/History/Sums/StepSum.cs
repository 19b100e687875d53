namespace WardOps.Core.History.Sums;

/// <summary>
/// How one device did in one step of time. Sums, so that steps, renames and devices can be added up with the right weights, and so that rounds of another length than
/// today's can be: what is counted is how long they lasted. A device that takes part in every so many-th round only (ProbeSettings.EveryRounds)
/// stands for so many times the time.
/// </summary>
/// <param name="DeviceId">Whose.</param>
/// <param name="From">Start of the step, a whole multiple of its length since the Unix epoch.</param>
/// <param name="UpSeconds">How long its rounds with a reply lasted, added up.</param>
/// <param name="KnownSeconds">How long its rounds that say something lasted, added up; at least <paramref name="UpSeconds"/>.</param>
/// <param name="LossPercentSum">Loss of the known rounds, 0 to 100, times their seconds, added up.</param>
/// <param name="RttMsSum">Mean round-trip times of the rounds with a reply in milliseconds, times their seconds, added up.</param>
public readonly record struct StepSum(
    Guid DeviceId, DateTimeOffset From, int UpSeconds, int KnownSeconds, double LossPercentSum = 0, double RttMsSum = 0)
{
    /// <summary>Of rounds that were all of one length.</summary>
    internal static StepSum Of(Guid id, DateTimeOffset from, RoundWeight weight, long up, long known, double lossSum, double rttSum)
    {
        if (known <= 0)
        {
            return new StepSum(id, from, 0, 0);
        }

        var (upSeconds, knownSeconds) = (weight.OfUp(up, known), weight.OfKnown(known));
        return new StepSum(
            id,
            from,
            (int)Math.Min(upSeconds, int.MaxValue),
            (int)Math.Min(knownSeconds, int.MaxValue),
            lossSum * knownSeconds / known,
            up > 0 ? rttSum * upSeconds / up : 0);
    }
}
