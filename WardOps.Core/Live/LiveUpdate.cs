using WardOps.Core.Status;

namespace WardOps.Core.Live;

/// <summary>What a subscriber in this process gets: the board itself and the message that other machines get. State, never events.</summary>
/// <param name="Board">The board.</param>
/// <param name="Delta">What is new on it; null in the first update of a subscription.</param>
/// <param name="RoundClosed">True when this update closes a round.</param>
public sealed record LiveUpdate(Board Board, LiveDelta? Delta, bool RoundClosed);
