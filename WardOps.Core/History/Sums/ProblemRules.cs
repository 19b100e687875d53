namespace WardOps.Core.History.Sums;

/// <summary>
/// Sorts problems by what has to be done about them. Pure. In a fleet of which a third is down for good, one list by down time shows nothing else.
/// </summary>
public static class ProblemRules
{
    /// <summary>A device that has been down for longer is chronic: everybody knows of it.</summary>
    public static readonly TimeSpan ChronicAfter = TimeSpan.FromHours(24);

    /// <summary>As many five-minute steps of the last 24 hours, both up and down, make a device flapping.</summary>
    public const int FlappingSteps = 6;

    /// <summary>
    /// A flapping device that is down stays with the flapping ones for so long; then its outage is no flap, and it is newly down. Without it a
    /// flapping device would jump to the top of the newly down ones each time it goes.
    /// </summary>
    public static readonly TimeSpan LongestFlap = TimeSpan.FromMinutes(15);

    /// <summary>Every device has one kind: chronic before flapping, flapping before newly down unless the outage lasts.</summary>
    public static ProblemKind KindOf(ProblemFacts facts, DateTimeOffset now)
    {
        var downFor = facts.IsDown ? now - (facts.DownSince ?? now) : TimeSpan.Zero;
        if (facts.IsDown && downFor > ChronicAfter)
        {
            return ProblemKind.Chronic;
        }

        if (facts.MixedSteps >= FlappingSteps && downFor < LongestFlap)
        {
            return ProblemKind.Flapping;
        }

        return facts.IsDown ? ProblemKind.NewlyDown : ProblemKind.Other;
    }
}
