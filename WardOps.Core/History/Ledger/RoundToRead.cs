namespace WardOps.Core.History.Ledger;

/// <summary>A round that the store is asked for.</summary>
/// <param name="At">Its start.</param>
/// <param name="Written">Status samples that were written; 0 if that is not known, and then any will do.</param>
/// <param name="Fate">What the books say of it.</param>
internal readonly record struct RoundToRead(DateTimeOffset At, int Written, RoundFate Fate)
{
    /// <summary>Whether it is there whole.</summary>
    public bool IsWhole(long found) => found >= Math.Max(1, Written);
}
