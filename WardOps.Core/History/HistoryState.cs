namespace WardOps.Core.History;

/// <summary>How history is doing, for the banner and for /readyz.</summary>
/// <param name="Mode">Which store.</param>
/// <param name="IsAvailable">Whether it answers.</param>
/// <param name="Problem">What is wrong, in words for people; null while all is well. SQL mode always has one: it is second best.</param>
/// <param name="Fix">What to do about it; null while all is well.</param>
/// <param name="WaitingRounds">Closed rounds not yet written.</param>
/// <param name="DroppedRounds">Rounds lost since the start because the queue was full.</param>
public sealed record HistoryState(
    HistoryMode Mode,
    bool IsAvailable,
    string? Problem,
    string? Fix,
    int WaitingRounds,
    long DroppedRounds);
