namespace WardOps.Core.Alerts.Rules.Judging;

/// <summary>What one rule remembers of one device between two looks.</summary>
/// <param name="Finding">What was found last.</param>
/// <param name="IsPending">Whether there is a problem that has a beginning.</param>
/// <param name="Began">When it began, on the monotonic clock.</param>
/// <param name="IsFiring">Whether it has held for long enough.</param>
internal readonly record struct RuleTrack(Finding Finding, bool IsPending, TimeSpan Began, bool IsFiring)
{
    /// <summary>Whether time alone will make it fire.</summary>
    public bool IsWaiting => IsPending && !IsFiring;
}
