namespace WardOps.Core.History.Sums;

/// <summary>How one device did in one step of time. Sums, so that steps, renames and devices can be added up with the right weights.</summary>
/// <param name="DeviceId">Whose.</param>
/// <param name="From">Start of the step, a whole multiple of its length since the Unix epoch.</param>
/// <param name="UpRounds">Rounds with a reply.</param>
/// <param name="KnownRounds">Rounds that say something; at least <paramref name="UpRounds"/>.</param>
/// <param name="LossPercentSum">Loss of the known rounds, each 0 to 100, added up.</param>
/// <param name="RttMsSum">Mean round-trip times of the rounds with a reply in milliseconds, added up.</param>
public readonly record struct StepSum(
    Guid DeviceId, DateTimeOffset From, int UpRounds, int KnownRounds, double LossPercentSum = 0, double RttMsSum = 0);
