using WardOps.Core.History.Reports;
using WardOps.Core.History.Sums;

namespace WardOps.Tests.History.Reports;

/// <summary>Memory knows no whole hours: every report is read from the store.</summary>
internal sealed class NoKnownHours : IKnownHours
{
    public bool Knows(DateTimeOffset hour) => false;

    public IReadOnlyList<StepSum>? Sums(DateTimeOffset from, DateTimeOffset to) => null;
}
