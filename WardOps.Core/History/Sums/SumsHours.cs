namespace WardOps.Core.History.Sums;

/// <summary>Whole hours that memory can answer for exactly.</summary>
/// <param name="From">Start of the first.</param>
/// <param name="To">End of the last, exclusive; the same as <paramref name="From"/> if there are none.</param>
public readonly record struct SumsHours(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Whether all of [from, to) is among them. Nothing at all is not.</summary>
    public bool Holds(DateTimeOffset from, DateTimeOffset to) => from >= From && to <= To && from < to;
}
