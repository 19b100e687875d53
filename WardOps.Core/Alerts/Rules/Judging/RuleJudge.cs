namespace WardOps.Core.Alerts.Rules.Judging;

/// <summary>From what was found to what is said. Pure.</summary>
internal static class RuleJudge
{
    /// <summary>What a figure is to a rule: a problem from the threshold on; over at or below the one to recover at, and below the threshold.</summary>
    /// <param name="value">What was measured; NaN if nothing.</param>
    /// <param name="threshold">From where on there is a problem.</param>
    /// <param name="recoverAt">At or below which it is over; null for the threshold itself.</param>
    public static Finding Compare(double value, double threshold, double? recoverAt)
        => double.IsNaN(value) ? Finding.Unknown
            : value >= threshold ? Finding.Problem
            : value <= (recoverAt ?? threshold) ? Finding.Fine
            : Finding.Between;

    /// <summary>The track after one more look.</summary>
    /// <param name="was">Before it.</param>
    /// <param name="finding">What was found.</param>
    /// <param name="now">When, on the monotonic clock.</param>
    /// <param name="began">When a problem that has no beginning yet began.</param>
    /// <param name="holdFor">So long it has to hold.</param>
    public static RuleTrack Next(in RuleTrack was, Finding finding, TimeSpan now, TimeSpan began, TimeSpan holdFor)
    {
        switch (finding)
        {
            case Finding.Problem:
                var since = was.IsPending ? was.Began : began;
                return new RuleTrack(finding, true, since, was.IsFiring || now - since >= holdFor);
            case Finding.Between when was.IsFiring:
            case Finding.Unknown:
                return was with { Finding = finding };
            default:
                return new RuleTrack(finding, false, TimeSpan.Zero, false);
        }
    }

    /// <summary>What a track says.</summary>
    /// <param name="track">The track.</param>
    /// <param name="isOn">Whether the rule judges at this hour: if not, a problem is not said, and what is open stays.</param>
    public static ConditionState Says(in RuleTrack track, bool isOn) => track.Finding switch
    {
        Finding.Fine => ConditionState.Clear,
        Finding.Problem or Finding.Between when track.IsFiring && isOn => ConditionState.Fires,
        _ => ConditionState.Unsaid,
    };
}
