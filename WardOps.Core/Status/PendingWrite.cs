namespace WardOps.Core.Status;

/// <summary>What is written in one transaction.</summary>
/// <param name="States">The newest state of each device that has one to be written.</param>
/// <param name="LastRound">The last closed round; null if none closed since the last write.</param>
/// <param name="Part">Rows of other rooms that belong to these states; null if none.</param>
public sealed record PendingWrite(IReadOnlyList<StoredState> States, RoundMark? LastRound, ICommitPart? Part = null);
