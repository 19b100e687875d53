namespace WardOps.Core.Status;

/// <summary>What the store remembers of the board.</summary>
/// <param name="States">One per device that ever had a status.</param>
/// <param name="LastRound">The last round this node closed; null if none.</param>
public sealed record StoredBoard(IReadOnlyList<StoredState> States, RoundMark? LastRound);
