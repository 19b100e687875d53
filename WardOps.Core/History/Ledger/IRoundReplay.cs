namespace WardOps.Core.History.Ledger;

/// <summary>Whoever still has rounds that the store was sent and does not have.</summary>
internal interface IRoundReplay
{
    /// <summary>Sends these rounds to the store again, soon.</summary>
    /// <param name="rounds">Their starts.</param>
    /// <returns>Those that are not here any more.</returns>
    IReadOnlyList<DateTimeOffset> Replay(IReadOnlyCollection<DateTimeOffset> rounds);
}
