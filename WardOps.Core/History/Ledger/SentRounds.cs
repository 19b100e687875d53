namespace WardOps.Core.History.Ledger;

/// <summary>What was acknowledged in a stretch of time: rounds that were sent again count again.</summary>
/// <param name="From">Start of the oldest round; null if there was none.</param>
/// <param name="To">Start of the newest round.</param>
/// <param name="Rounds">How many.</param>
/// <param name="Samples">Lines in them.</param>
public sealed record SentRounds(DateTimeOffset? From, DateTimeOffset? To, long Rounds, long Samples)
{
    public static SentRounds None { get; } = new(null, null, 0, 0);

    internal SentRounds With(DateTimeOffset at, int samples)
        => new(From is { } from && from < at ? from : at, To is { } to && to > at ? to : at, Rounds + 1, Samples + samples);
}
