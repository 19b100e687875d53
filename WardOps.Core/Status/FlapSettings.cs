namespace WardOps.Core.Status;

/// <summary>When a device is flapping.</summary>
/// <param name="Window">Changes are counted over the last so much time.</param>
/// <param name="StartAt">So many changes from Up to Down and back begin it.</param>
/// <param name="EndBelow">Fewer than so many end it.</param>
public readonly record struct FlapSettings(TimeSpan Window, int StartAt, int EndBelow)
{
    public const int MostChanges = 20;

    /// <summary>What is wrong with them, in words; empty if nothing is.</summary>
    /// <param name="prefix">What comes before the name of each setting.</param>
    public IReadOnlyList<string> Faults(string prefix)
    {
        List<string> faults = [];
        if (Window < TimeSpan.FromSeconds(10) || Window > TimeSpan.FromHours(1))
        {
            faults.Add($"{prefix}FlapWindow must be 10 seconds to 1 hour; it is {Window}.");
        }

        if (StartAt is < 2 or > MostChanges)
        {
            faults.Add($"{prefix}FlapStartAt must be 2 to {MostChanges} changes, since one is no flapping; it is {StartAt}.");
        }

        if (EndBelow < 1 || EndBelow > StartAt)
        {
            faults.Add($"{prefix}FlapEndBelow must be 1 up to {prefix}FlapStartAt, or it would end as it begins; it is {EndBelow}.");
        }

        return faults;
    }
}
