namespace WardOps.Core.History.Ledger;

/// <summary>One question to the store: some rounds of one length, close together.</summary>
/// <param name="Interval">Length of a round.</param>
/// <param name="Rounds">Oldest first, at least one.</param>
internal sealed record ReadBackQuestion(TimeSpan Interval, IReadOnlyList<RoundToRead> Rounds)
{
    /// <summary>Nobody knows of these rounds: that they are not there is no news.</summary>
    public bool IsDoubtful { get; init; }

    public DateTimeOffset First => Rounds[0].At;

    /// <summary>Rounds from the first to the last, those between that are not asked for included.</summary>
    public int Span => (int)((Rounds[^1].At - First).Ticks / Interval.Ticks) + 1;
}
