using WardOps.Core.History.Reports;

namespace WardOps.Core.History.Sums;

/// <summary>The hours of the sums, for reports.</summary>
internal sealed class MemoryHours(RollingSums sums) : IKnownHours
{
    public bool Knows(DateTimeOffset hour) => sums.Hours.Holds(hour, hour + SumsSteps.Hour);

    public IReadOnlyList<StepSum>? Sums(DateTimeOffset from, DateTimeOffset to) => sums.SumsOf(from, to);
}
