using WardOps.Core.History;
using WardOps.Core.History.Ledger;

namespace WardOps.Tests.History.Ledger;

/// <summary>A store that has what a test says, and a spool that has what a test says; both remember what they were asked.</summary>
internal sealed class ScriptedCounts : IRoundCounts, IRoundReplay
{
    public Dictionary<DateTimeOffset, long> Has { get; } = [];

    public HashSet<DateTimeOffset> InSpool { get; } = [];

    public List<(DateTimeOffset First, int Rounds)> Asked { get; } = [];

    public List<DateTimeOffset> Replayed { get; } = [];

    public bool IsAway { get; set; }

    /// <summary>Called when the store is asked, as time that passes until it answers.</summary>
    public Action? Takes { get; set; }

    public TimeSpan KeptFor { get; set; } = TimeSpan.FromDays(371);

    public Task<IReadOnlyDictionary<DateTimeOffset, long>> CountAsync(DateTimeOffset first, TimeSpan interval, int rounds, CancellationToken cancellation)
    {
        Assert.InRange(rounds, 1, RoundReadBack.MostRounds);
        Asked.Add((first, rounds));
        Takes?.Invoke();
        return IsAway
            ? Task.FromException<IReadOnlyDictionary<DateTimeOffset, long>>(new HistoryUnavailableException("away"))
            : Task.FromResult<IReadOnlyDictionary<DateTimeOffset, long>>(Has.Where(h => h.Key >= first && h.Key < first + (rounds * interval)).ToDictionary());
    }

    public IReadOnlyList<DateTimeOffset> Replay(IReadOnlyCollection<DateTimeOffset> rounds)
    {
        Replayed.AddRange(rounds.Where(InSpool.Contains));
        return [.. rounds.Where(r => !InSpool.Contains(r))];
    }
}
