using WardOps.Core.Devices;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;
using WardOps.Core.Probing;

namespace WardOps.Bench.Truth;

/// <summary>A device, all that really happened to it, and a question about it.</summary>
/// <param name="Seed">Tells it again.</param>
/// <param name="Device">As it is at the end.</param>
/// <param name="Policy">How it is probed.</param>
/// <param name="Turn">It takes part in the rounds whose number leaves this remainder.</param>
/// <param name="Rounds">Oldest first.</param>
/// <param name="Range">What is asked.</param>
/// <param name="Now">When it is asked.</param>
/// <param name="Unseen">So many of the newest rounds are in memory only.</param>
/// <param name="Remembered">So many are in memory.</param>
internal sealed record DeviceStory(
    int Seed,
    WatchedDevice Device,
    ProbePolicy Policy,
    int Turn,
    IReadOnlyList<StoryRound> Rounds,
    HistoryRange Range,
    DateTimeOffset Now,
    int Unseen,
    int Remembered)
{
    public TimeSpan Round => Policy.Interval;

    public int EveryRounds => Policy.Of(Device).EveryRounds;

    /// <summary>When rounds had another length; null if they never had.</summary>
    public StoryEra? Before { get; init; }

    /// <summary>In order, to the end of time.</summary>
    public IEnumerable<StoryEra> Eras => Before is { } before
        ? [before, new StoryEra(before.To, DateTimeOffset.MaxValue, Round, EveryRounds, Turn)]
        : [new StoryEra(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Round, EveryRounds, Turn)];

    /// <summary>What a store has.</summary>
    public IEnumerable<StoryRound> Stored => Rounds.Take(Rounds.Count - Unseen);

    /// <summary>What memory has.</summary>
    public FreshRounds Fresh()
    {
        var fresh = new FreshRounds();
        foreach (var round in Rounds.Skip(Rounds.Count - Remembered))
        {
            var catalog = Catalog.Empty.With([round.As]);
            var plan = new RoundPlan((round.At - DateTimeOffset.UnixEpoch).Ticks / Round.Ticks, Round, 5, catalog);
            fresh.Add(new Round(plan, round.At + Round, [round.Result]));
        }

        return fresh;
    }

    /// <summary>The books that WardOps would have: they begin with the first round, and tell of rounds whatever came of them.</summary>
    public RoundLedger Ledger()
    {
        var ledger = new RoundLedger(new StoppedClock(Now));
        if (Before is { } before)
        {
            var first = Rounds.Count > 0 && Rounds[0].At < before.To ? Rounds[0].At : Floor(before.To - before.Round, before.Round);
            var last = Rounds.Where(r => r.At < before.To).Select(r => r.At).DefaultIfEmpty(first).Max();
            ledger.Restore(
            [
                new LedgerRun(first, before.Round, ((last - first).Ticks / before.Round.Ticks) + 1, RoundFate.ReadBack),
                new LedgerRun(before.To, Round, Math.Max(1, (Now - before.To).Ticks / Round.Ticks), RoundFate.ReadBack),
            ]);
        }

        return ledger;
    }

    public override string ToString() => $"story {Seed}: {Rounds.Count} rounds of {Round} every {EveryRounds}, asked {Range.From:u} to {Range.To:u} by {Range.Step} at {Now:u}, {Unseen} unseen{(Before is { } b ? $"; until {b.To:u} rounds of {b.Round} every {b.EveryRounds}" : "")}";

    private static DateTimeOffset Floor(DateTimeOffset time, TimeSpan step)
        => DateTimeOffset.UnixEpoch.AddTicks((time - DateTimeOffset.UnixEpoch).Ticks / step.Ticks * step.Ticks);
}
