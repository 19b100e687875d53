namespace WardOps.Core.History.Reports;

/// <summary>Whole hours whose sums are in memory, so that a report need not ask the store for them.</summary>
public interface IKnownHours
{
    /// <summary>Whether the hour that begins there is known to the last round of it, and will not change any more.</summary>
    bool Knows(DateTimeOffset hour);

    /// <summary>Sums of all devices over the whole hours of [from, to); null if one of them has been let go since it was known.</summary>
    IReadOnlyList<DeviceTime>? Sums(DateTimeOffset from, DateTimeOffset to);
}
