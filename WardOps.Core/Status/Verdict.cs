using WardOps.Core.Probing;

namespace WardOps.Core.Status;

/// <summary>What one step of the board brought.</summary>
/// <param name="Board">The board after it.</param>
/// <param name="Changed">Devices whose state is new on it.</param>
/// <param name="Transitions">Those of them that changed status; newest first.</param>
/// <param name="Closed">The round whose close was this step, if it was one.</param>
public sealed record Verdict(
    Board Board,
    IReadOnlyList<DeviceState> Changed,
    IReadOnlyList<StatusChange> Transitions,
    Round? Closed);
