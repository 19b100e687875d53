using WardOps.Core.History.Sums;

namespace WardOps.Core.History.Reports;

/// <summary>The hours of the rolling sums: up to thirty days, as far as they were read back or lived through.</summary>
internal sealed class HoursInMemory(RollingSums sums) : IKnownHours
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    public bool Knows(DateTimeOffset hour) => sums.Hours.Holds(hour, hour + s_hour);

    public IReadOnlyList<StepSum>? Sums(DateTimeOffset from, DateTimeOffset to) => sums.SumsOf(from, to);
}
