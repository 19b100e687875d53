namespace WardOps.Core.History.Ledger;

/// <summary>Says how many status samples the store has of each round.</summary>
internal interface IRoundCounts
{
    /// <summary>For how long the store keeps rounds: what is older may be gone, and rightly so.</summary>
    TimeSpan KeptFor { get; }

    /// <summary>Counts the samples of consecutive rounds.</summary>
    /// <param name="first">Start of the first round.</param>
    /// <param name="interval">Length of a round.</param>
    /// <param name="rounds">How many, 1 to <see cref="RoundReadBack.MostRounds"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>By start; a round without any is left out.</returns>
    /// <exception cref="HistoryUnavailableException">The store cannot be asked, or refused the question.</exception>
    Task<IReadOnlyDictionary<DateTimeOffset, long>> CountAsync(DateTimeOffset first, TimeSpan interval, int rounds, CancellationToken cancellation);
}
