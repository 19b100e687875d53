namespace WardOps.Core.History;

/// <summary>How history is doing, for the banner and for /readyz.</summary>
/// <param name="Mode">Which store.</param>
/// <param name="IsAvailable">Whether it answers.</param>
/// <param name="Problem">What is wrong, in words for people; null while all is well. SQL mode always has one: it is second best.</param>
/// <param name="Fix">What to do about it; null while all is well.</param>
/// <param name="WaitingRounds">Closed rounds not yet written.</param>
/// <param name="DroppedRounds">Rounds lost since the start on their way to the store, whatever the reason.</param>
public sealed record HistoryState(
    HistoryMode Mode,
    bool IsAvailable,
    string? Problem,
    string? Fix,
    int WaitingRounds,
    long DroppedRounds)
{
    /// <summary>Bytes of the spool on disk; 0 where there is none.</summary>
    public long SpoolBytes { get; init; }

    /// <summary>Time of the oldest round that waits to be written; null if none does.</summary>
    public DateTimeOffset? OldestWaiting { get; init; }

    /// <summary>Whether waiting rounds lie on disk, and so survive WardOps; if not, <see cref="Problem"/> says why.</summary>
    public bool IsSpoolOnDisk { get; init; }

    /// <summary>What the server should be told to do otherwise, in words for people: it works, and yet will lose history or count it twice.</summary>
    public IReadOnlyList<string> Advice { get; init; } = [];
}
