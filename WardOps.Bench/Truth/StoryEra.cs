namespace WardOps.Bench.Truth;

/// <summary>A time in which rounds had one length.</summary>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends, exclusive.</param>
/// <param name="Round">Length of everybody's rounds.</param>
/// <param name="EveryRounds">The device takes part in every so many-th of them.</param>
/// <param name="Turn">In those whose number leaves this remainder.</param>
internal sealed record StoryEra(DateTimeOffset From, DateTimeOffset To, TimeSpan Round, int EveryRounds, int Turn)
{
    public TimeSpan Interval => EveryRounds * Round;
}
