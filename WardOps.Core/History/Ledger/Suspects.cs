namespace WardOps.Core.History.Ledger;

/// <summary>
/// Rounds of which the store had less than was written when it was asked. They are asked for again, sent again if the spool still has them, and given up only then. Bounded:
/// while there are <see cref="Most"/>, no others are asked for. Not thread-safe.
/// </summary>
internal sealed class Suspects(TimeProvider time)
{
    public const int Most = 5_000;

    /// <summary>Between two looks at one round: the store shows what it has taken by then.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    /// <summary>Looks at a round that was sent again. It may wait behind others, so this is five minutes.</summary>
    private const int MostLooks = 10;

    private readonly SortedDictionary<DateTimeOffset, Suspect> _rounds = [];

    public bool IsFull => _rounds.Count >= Most;

    public int Count => _rounds.Count;

    public bool Has(DateTimeOffset at) => _rounds.ContainsKey(at);

    public void Add(RoundToRead round, TimeSpan interval) => _rounds.TryAdd(round.At, new Suspect(round, interval, time.GetTimestamp()));

    public void Remove(DateTimeOffset at) => _rounds.Remove(at);

    /// <summary>Those whose time for another look has come, oldest first.</summary>
    public ReadBackQuestion? Due(int most)
    {
        var now = time.GetTimestamp();
        var due = _rounds.Values.Where(s => time.GetElapsedTime(s.Stamp, now) >= LookAgain);
        return due.FirstOrDefault() is { } first
            ? new ReadBackQuestion(first.Interval, [.. due.TakeWhile(s => s.Interval == first.Interval && s.Round.At < first.Round.At + (most * first.Interval)).Select(s => s.Round)])
            : null;
    }

    /// <summary>Still not whole: whether it was sent again already, and will be looked at once more, or has been looked at often enough.</summary>
    public SuspectStep Next(DateTimeOffset at)
    {
        var suspect = _rounds[at];
        suspect.Stamp = time.GetTimestamp();
        return suspect.Looks == 0 ? SuspectStep.SendAgain : ++suspect.Looks > MostLooks ? SuspectStep.GiveUp : SuspectStep.Wait;
    }

    /// <summary>It is sent again.</summary>
    public void SentAgain(DateTimeOffset at) => _rounds[at].Looks = 1;

    private sealed class Suspect(RoundToRead round, TimeSpan interval, long stamp)
    {
        public RoundToRead Round { get; } = round;

        public TimeSpan Interval { get; } = interval;

        public long Stamp { get; set; } = stamp;

        public int Looks { get; set; }
    }
}
