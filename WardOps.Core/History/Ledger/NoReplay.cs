namespace WardOps.Core.History.Ledger;

/// <summary>Nothing is kept of what was sent, as with history in the device store, whose answer is final.</summary>
internal sealed class NoReplay : IRoundReplay
{
    public IReadOnlyList<DateTimeOffset> Replay(IReadOnlyCollection<DateTimeOffset> rounds) => [.. rounds];
}
