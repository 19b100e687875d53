using WardOps.Core.History.Sums;

namespace WardOps.Core.History.Reports;

/// <summary>Whole hours whose sums are in memory, so that a report need not ask the store for them.</summary>
public interface IKnownHours
{
    /// <summary>Whether the hour that begins there is known to the last round of it, and will not change any more.</summary>
    bool Knows(DateTimeOffset hour);

    /// <summary>
    /// Sums over the whole hours of [from, to) of those devices of which anything is known; null if one of the hours has been let go since it was
    /// known, and the store has to be asked after all.
    /// </summary>
    IReadOnlyList<StepSum>? Sums(DateTimeOffset from, DateTimeOffset to);
}
