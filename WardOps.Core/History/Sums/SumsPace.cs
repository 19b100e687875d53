namespace WardOps.Core.History.Sums;

/// <summary>When sums are compared with the store. Tests are in a hurry.</summary>
/// <param name="Tick">At most one hour of steps is compared so often.</param>
/// <param name="Every">So often all steps that were closed meanwhile are compared.</param>
/// <param name="Settled">A step is compared when it has been over for so long.</param>
/// <param name="AfterTouch">After rounds were written, the store is given so long to show them.</param>
internal sealed record SumsPace(TimeSpan Tick, TimeSpan Every, TimeSpan Settled, TimeSpan AfterTouch)
{
    public static SumsPace Standard { get; } = new(
        TimeSpan.FromSeconds(15), TimeSpan.FromHours(1), TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(15));
}
